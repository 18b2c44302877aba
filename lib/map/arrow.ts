/** Where a seat is drawn. */
export interface SeatBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far an arrow bends outwards, and the length of the strokes of its head. */
const [BEND, TIP] = [26, 8];

/** An arrow from one seat to another, as path data: from the near edge of the one to the near edge of the other. */
export function arrow(from: SeatBox, to: SeatBox): { readonly shaft: string; readonly head: string } {
  const isLevel = from.y === to.y;
  const isDown = to.y > from.y;
  const start = { x: center(from), y: isDown ? from.y + from.height : from.y };
  const end = { x: center(to), y: isDown || isLevel ? to.y : to.y + to.height };
  const bend = isLevel
    ? { x: (start.x + end.x) / 2, y: start.y - BEND }
    : { x: Math.max(start.x, end.x) + BEND, y: (start.y + end.y) / 2 };
  return { shaft: `M${print(start)}Q${print(bend)} ${print(end)}`, head: headAt(end, bend) };
}

/** Two short strokes that meet at the end of the arrow. */
function headAt(end: Point, from: Point): string {
  const angle = Math.atan2(end.y - from.y, end.x - from.x);
  const stroke = (turn: number): string =>
    print({
      x: end.x - TIP * Math.cos(angle + turn),
      y: end.y - TIP * Math.sin(angle + turn),
    });
  return `M${stroke(0.5)}L${print(end)}L${stroke(-0.5)}`;
}

function print({ x, y }: Point): string {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`;
}

function center({ x, width }: SeatBox): number {
  return x + width / 2;
}
