import { dynamicLines } from './dynamic-lines';
import { seatLines } from './seat-lines';
import { TextStyle, glyphOf, sideBySide } from './text-style';
import { ClusterMap, MapPort, PortMap, PortOwner, PortState } from '../../core/map/port-map';
import { printable } from '../../core/text/printable';
import { FIRST_VIEW, Scene } from '../scene';
import { STATES } from '../states';
import { changeText, freeSentence, fullOwner, rangeText } from '../words';

/** The map for a terminal: the static band seat by seat, the dynamic band as dots. Shown after the plan, if any. */
export function mapText({ clusters }: PortMap, style: TextStyle): string {
  return clusters.map((cluster) => clusterText(cluster, style)).join('\n');
}

function clusterText(cluster: ClusterMap, style: TextStyle): string {
  const scene = new Scene(cluster, { ...FIRST_VIEW, moment: cluster.plan ? 'planned' : 'today' });
  const parts = [
    [headline(scene)],
    seatLines(scene, style),
    legendLines(scene, style),
    dynamicLines(scene, style),
    planLines(scene, style),
    clashLines(scene),
  ];
  const texts = parts.filter((lines) => lines.length > 0);
  return texts.map((lines) => lines.map((line) => `${printable(line).trimEnd()}\n`).join('')).join('\n');
}

function headline({ cluster, census, view }: Scene): string {
  const [next] = census.free;
  const sentence = `${census.free.length} ${freeSentence(cluster, census, view.moment)}`;
  const range = rangeText(cluster.first, cluster.last);
  return `${cluster.name}  ${range}  ${sentence}${next === undefined ? '' : `, ${next} is next`}`;
}

function legendLines({ census: { counts } }: Scene, style: TextStyle): string[] {
  const shown = STATES.filter(({ state }) => counts[state] > 0 || state === PortState.FREE);
  const texts = shown.map(({ state, label }) => `${glyphOf(state, style)} ${label} ${counts[state]}`);
  return sideBySide(texts, '   ', style);
}

function planLines({ cluster: { plan } }: Scene, style: TextStyle): string[] {
  if (plan === undefined) return [];
  // A move is shown once, at its destination.
  const isTold = ({ change }: MapPort): boolean => change !== undefined && !(change.kind === 'leaves' && change.other);
  const lines = plan.ports
    .filter(isTold)
    .map((port) => ` ${port.nodePort} ${inCharset(changeText(port), style)}  ${nameOf(port)}`);
  return [` The plan is ${plan.verdict}.`, ...lines];
}

function clashLines({ ports }: Scene): string[] {
  const clashes = [...ports.values()].filter(({ state }) => state === PortState.CLASH);
  return clashes.map((port) => ` ${port.nodePort} clash: ${[port, ...(port.rivals ?? [])].map(nameOf).join(' and ')}`);
}

function nameOf(owner: PortOwner): string {
  return [fullOwner(owner), owner.port, owner.path && `(${owner.path})`].filter(Boolean).join(' ');
}

function inCharset(text: string, { charset }: TextStyle): string {
  return charset === 'ascii' ? text.replace('←', '<-').replace('→', '->') : text;
}
