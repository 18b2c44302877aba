import { MapPlan } from '../lib/core/map/port-map';
import { SeatBox, arrow } from '../lib/map/arrow';

const SVG = 'http://www.w3.org/2000/svg';

/** Draws an arrow for each move between two seats, unless one of them is not shown. */
export function drawArrows(stage: HTMLElement, moves: MapPlan['moves']): void {
  stage.querySelector('.arrows')?.remove();
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('class', 'arrows');
  drawing.setAttribute('aria-hidden', 'true');
  for (const { from, to } of moves) {
    const [start, end] = [seatBox(stage, from), seatBox(stage, to)];
    if (!start || !end) continue;
    const { shaft, head } = arrow(start, end);
    drawing.append(pathOf('shaft', shaft), pathOf('tip', head));
  }
  if (drawing.hasChildNodes()) stage.append(drawing);
}

function pathOf(name: string, data: string): SVGPathElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('class', name);
  path.setAttribute('d', data);
  return path;
}

function seatBox(stage: HTMLElement, port: number): SeatBox | undefined {
  const seat = stage.querySelector(`.seats [data-port="${port}"]`);
  if (!seat) return undefined;
  const [{ left, top, width, height }, origin] = [seat.getBoundingClientRect(), stage.getBoundingClientRect()];
  return { x: left - origin.left, y: top - origin.top, width, height };
}
