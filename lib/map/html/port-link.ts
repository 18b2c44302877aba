import { Markup, Value, html } from './markup';
import { fragmentOf } from '../address';

/** A link to a port of a cluster: to its row in the list or, with a script, to its details. */
export function portLink(cluster: string, nodePort: number, text: Value = nodePort): Markup {
  return html`<a href="#${fragmentOf(cluster, nodePort)}" data-port="${nodePort}">${text}</a>`;
}
