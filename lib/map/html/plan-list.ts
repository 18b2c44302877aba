import { Markup, html } from './markup';
import { portLink } from './port-link';
import { ClusterMap, MapPlan, MapPort } from '../../core/map/port-map';
import { count } from '../../core/text/count';
import { changeText, fullOwner } from '../words';

/** The changes of the plan, in words: without a script, the page cannot show them in any other way. */
export function planList({ plan, name }: ClusterMap): Markup | false {
  if (plan === undefined) return false;
  const changed = plan.ports.filter(({ change }) => change !== undefined);
  const list = changed.length > 0 && html`<ul>${changed.map((port) => item(port, name))}</ul>`;
  const title = html`The plan is <b>${plan.verdict}</b>: ${summary(plan)}`;
  return html`<details class="plan"><summary>${title}</summary>${list}</details>`;
}

function item(port: MapPort, cluster: string): Markup {
  return html`<li>${portLink(cluster, port.nodePort)} ${changeText(port)} ${fullOwner(port)} ${port.port}</li>\n`;
}

function summary({ ports, moves }: MapPlan): string {
  const isGone = ({ change }: MapPort): boolean => change?.kind === 'leaves' && change.other === undefined;
  const fresh = ports.filter(({ change }) => change?.kind === 'new').length;
  const gone = ports.filter(isGone).length;
  const parts = [
    moves.length > 0 && `${count(moves.length, 'port')} moved`,
    fresh > 0 && `${fresh} new`,
    gone > 0 && `${gone} given up`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'no port changes';
}
