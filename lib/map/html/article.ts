import { details } from './details';
import { field } from './field';
import { findingList } from './findings';
import { headline, proportions } from './headline';
import { history } from './history';
import { legend } from './legend';
import { Markup, Value, html } from './markup';
import { planList } from './plan-list';
import { portTable, tableSummary } from './port-table';
import { seats } from './seats';
import { fragmentOf } from '../address';
import { Scene } from '../scene';
import { rangeText } from '../words';

/** The parts of an article that change with the view, each a function of the scene. */
export const PARTS = {
  headline,
  proportions,
  findings: findingList,
  legend,
  seats,
  field,
  details,
  history,
  summary: tableSummary,
  table: portTable,
} as const satisfies Record<string, (scene: Scene) => Value>;

/** The name of such a part. */
export type Part = keyof typeof PARTS;

/** Everything about one cluster. */
export function article(scene: Scene): Markup {
  const { cluster } = scene;
  const part = (name: Part): Markup => html`data-part="${name}">${PARTS[name](scene)}`;
  return html`<article id="${fragmentOf(cluster.name)}" aria-label="${cluster.name}">
<div class="top">
<div class="glance"><div ${part('headline')}</div><div ${part('proportions')}</div></div>
<div class="findings" ${part('findings')}</div>
</div>
${planList(cluster)}<div ${part('legend')}</div>
<div class="board"><div class="space">
<section><h3>Static band <small>${bandNote(scene)}</small></h3><div class="stage" ${part('seats')}</div></section>
${wholeRange(scene, part('field'))}
</div>
<aside aria-label="Details"><div class="details" ${part('details')}</div><div ${part('history')}</div></aside></div>
<section class="all"><h3>All ports <small ${part('summary')}</small></h3><div ${part('table')}</div></section>
</article>
`;
}

/** The whole range; omitted if it is all static, since the static band already shows it. */
function wholeRange({ cluster: { first, last, staticLast, knowsDynamic } }: Scene, drawing: Markup): Markup | false {
  if (last <= staticLast) return false;
  const doubt = knowsDynamic ? '' : '. What the API server has picked is not known: add --live SNAPSHOT';
  const note = `${rangeText(first, last)}, a row for each hundred; framed: the static band${doubt}`;
  return html`<section><h3>Whole range <small>${note}</small></h3>
<div class="stage" ${drawing}</div><p class="readout" role="status"></p></section>`;
}

function bandNote({ cluster: { first, staticLast, unprotected } }: Scene): string {
  const range = rangeText(first, staticLast);
  if (unprotected !== undefined) return `${range}, not kept clear: ${unprotected}`;
  return `${range}, which the API server keeps clear: pin here`;
}
