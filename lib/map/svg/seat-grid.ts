import { ClusterMap } from '../../core/map/port-map';
import { SeatBox } from '../arrow';

/** How many seats are in a row of the picture. */
export const SEATS = 10;

/** The position of the first seat. */
export const [LEFT, TOP] = [48, 62];

/** The size of a seat, and the distance to the next one. */
export const SEAT = { width: 82, height: 38, stepX: 86, stepY: 42 };

/** The first port of each row of seats. */
export function seatRows({ first, staticLast }: ClusterMap): number[] {
  const start = first - (first % SEATS);
  return Array.from({ length: Math.floor((staticLast - start) / SEATS) + 1 }, (_, row) => start + row * SEATS);
}

/** The position of the seat of a static port. */
export function seatAt({ first }: ClusterMap, port: number): SeatBox {
  const row = Math.floor(port / SEATS) - Math.floor(first / SEATS);
  const { width, height, stepX, stepY } = SEAT;
  return { x: LEFT + (port % SEATS) * stepX, y: TOP + row * stepY, width, height };
}
