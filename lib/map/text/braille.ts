/** How many ports across and how many hundreds down a braille character represents. */
const BRAILLE_COLUMNS = 2;
export const BRAILLE_ROWS = 4;

/** The bit of each dot, by row and column. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const EMPTY = 0x2800;

/**
 * One line of dots, one for each port that is held.
 *
 * @param width how many ports there are across
 * @param isHeld whether the port in a row, 0 to 3, and a column is held
 */
export function brailleLine(width: number, isHeld: (row: number, column: number) => boolean): string {
  let line = '';
  for (let column = 0; column < width; column += BRAILLE_COLUMNS) {
    const bits = BITS.flatMap((row, at) => row.filter((_, side) => isHeld(at, column + side)));
    line += String.fromCodePoint(EMPTY + bits.reduce((sum, bit) => sum + bit, 0));
  }
  return line;
}
