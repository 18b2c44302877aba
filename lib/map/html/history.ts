import { Markup, html } from './markup';
import { portsAt } from '../../core/map/moment';
import { ClusterMap } from '../../core/map/port-map';
import { Scene } from '../scene';

const WIDTH = 280;
const HEIGHT = 44;

/** How many static ports were in use over time, with a slider that shows the band on a given day. */
export function history({ cluster, view: { moment, isInteractive } }: Scene): Markup | false {
  const { history: days = [] } = cluster;
  if (days.length < 2) return false;
  const at = typeof moment === 'number' ? moment : days.length - 1;
  const span = `From ${days[0].day} to ${days[days.length - 1].day}`;
  return html`<section class="time"><h3>Static ports in use <small>${dayText(cluster, at)}</small></h3>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${span}">${curve(cluster)}</svg>
${isInteractive && slider(cluster, at)}</section>`;
}

function slider(cluster: ClusterMap, at: number): Markup {
  const scale = html`min="0" max="${cluster.history!.length - 1}" value="${at}"`;
  return html`<input type="range" ${scale} aria-label="Day" aria-valuetext="${dayText(cluster, at)}" data-history>`;
}

/** The text next to the slider. */
function dayText(cluster: ClusterMap, at: number): string {
  return `${cluster.history![at].day}: ${portsAt(cluster, at).size}`;
}

function curve(cluster: ClusterMap): Markup {
  const { history: days = [] } = cluster;
  const times = days.map(({ day }) => Date.parse(day));
  const [start, end] = [times[0], times[times.length - 1]];
  const held = countsOf(days);
  const most = Math.max(1, ...held);
  const points = held.map((number, index) => {
    const x = end === start ? WIDTH : ((times[index] - start) / (end - start)) * WIDTH;
    return `${x.toFixed(1)} ${(HEIGHT - 1 - (number / most) * (HEIGHT - 3)).toFixed(1)}`;
  });
  const line = points.join('L');
  return html`<path class="area" d="M0 ${HEIGHT}L${line}V${HEIGHT}z"/><path class="line" d="M${line}"/>`;
}

function countsOf(days: NonNullable<ClusterMap['history']>): number[] {
  const held = new Set<number>();
  return days.map(({ ports, freed }) => {
    for (const nodePort of freed) held.delete(nodePort);
    for (const { nodePort } of ports) held.add(nodePort);
    return held.size;
  });
}
