const ELLIPSIS = '…';

/** Widths of characters in the usual sans serif typefaces, per unit of their size; the first match counts. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|! ·]/, 0.28],
  [/[ftr()[\]-]/, 0.38],
  [/[mwMW@%…]|[^\u0000-\u024f]/, 0.86],
  [/[A-Z&]/, 0.7],
];
const OTHER_WIDTH = 0.56;

/** A text shortened to fit a width in drawing units. */
export function fitted(text: string, width: number, size: number): string {
  const room = width / size;
  const characters = [...text];
  let used = 0;
  let kept = 1;
  for (let index = 0; index < characters.length; index++) {
    used += widthOf(characters[index]);
    if (used > room) return characters.slice(0, kept).join('').trimEnd() + ELLIPSIS;
    if (used + widthOf(ELLIPSIS) <= room) kept = index + 1;
  }
  return text;
}

/** An estimate, because a picture cannot know which font it is shown in. */
function widthOf(character: string): number {
  return WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? OTHER_WIDTH;
}
