import { SEAT, seatAt } from './seat-grid';
import { fitted } from './text-width';
import { MapPort, PortState } from '../../core/map/port-map';
import { Markup, html } from '../html/markup';
import { Scene } from '../scene';
import { styleOf } from '../states';
import { changeText, fullOwner, ownerDetail, shortOwner } from '../words';

/** What tells solid seats apart without their colors, as on the page. */
const SIGNS: Readonly<Partial<Record<PortState, string>>> = {
  [PortState.TAKEN]: '◆',
  [PortState.HEALTH_CHECK]: '+',
  [PortState.LIVE]: '●',
  [PortState.CLASH]: '2×',
};

/** The seat of one static port: its number, who has it, and a sign where only the color would tell its state. */
export function seat(scene: Scene, nodePort: number): Markup {
  const port = scene.ports.get(nodePort);
  const state = scene.stateOf(nodePort);
  const { x, y, width, height } = seatAt(scene.cluster, nodePort);
  const title = [nodePort, port && fullOwner(port), styleOf(state).label].filter(Boolean).join(' ');
  const number = [nodePort, port && changeText(port)].filter(Boolean).join(' ');
  const shape = html`<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="5"/>`;
  const text = html`<text class="mono" x="${x + 7}" y="${y + 12}">${number}</text>`;
  const corner = html`<text class="mono sign" x="${x + width - 6}" y="${y + 12}">${signOf(scene, nodePort)}</text>`;
  const content = html`${shape}${text}${corner}${port && owner(port, x + 7, y)}`;
  return html`<g class="seat ${state}"><title>${title}</title>${content}</g>\n`;
}

function signOf(scene: Scene, nodePort: number): string {
  const state = scene.stateOf(nodePort);
  const isAvoided = state === PortState.FREE && scene.cluster.avoided.includes(nodePort);
  return isAvoided ? '•' : (SIGNS[state] ?? '');
}

function owner(port: MapPort, x: number, y: number): Markup {
  const width = SEAT.width - 13;
  const name = html`<text class="name" x="${x}" y="${y + 23}">${fitted(shortOwner(port), width, 10.5)}</text>`;
  return html`${name}<text class="detail" x="${x}" y="${y + 33}">${fitted(ownerDetail(port), width, 8.5)}</text>`;
}
