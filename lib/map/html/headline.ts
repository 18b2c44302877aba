import { Markup, html } from './markup';
import { portLink } from './port-link';
import { Scene } from '../scene';
import { STATES, styleOf } from '../states';
import { freeSentence, rangeText } from '../words';

/** The answer at a glance: how many static ports are free, and which is next. */
export function headline({ cluster, census, view }: Scene): Markup {
  const {
    free: [next],
  } = census;
  const sources = [`${cluster.name}: ${rangeText(cluster.first, cluster.last)}`, ...cluster.sources];
  const link = next !== undefined && html`, ${portLink(cluster.name, next)} is next`;
  return html`<h2><b>${census.free.length}</b> ${freeSentence(cluster, census, view.moment)}${link}</h2>
<p class="sources">${sources.join(', ')}</p>`;
}

const WIDTH = 1000;

/** The proportions of the static band, as one bar. */
export function proportions(scene: Scene): Markup {
  const {
    staticCounts: counts,
    census: { staticSize },
  } = scene;
  let start = 0;
  const parts = STATES.filter(({ state }) => counts.has(state)).map(({ state }) => {
    const number = counts.get(state)!;
    const width = (number / staticSize) * WIDTH;
    const place = html`x="${round(start + 1)}" width="${round(Math.max(width - 2, 1))}" height="10"`;
    start += width;
    return html`<rect class="fill ${state}" ${place}><title>${number} ${styleOf(state).label}</title></rect>`;
  });
  const box = html`viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" fill="none"`;
  return html`<svg class="bar" ${box} aria-hidden="true">${parts}</svg>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
