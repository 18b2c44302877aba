const NARROW = /[ijltf.,:;'|! ()[\]-]/;
const WIDE = /[mwMWQGOD@%]|[^\u0000-\u024f]/;

/** A text that fits a width, in units of the drawing, with its end cut off where it does not. */
export function fitted(text: string, width: number, size: number): string {
  const characters = [...text];
  let used = 0;
  for (let index = 0; index < characters.length; index++) {
    used += widthOf(characters[index]) * size;
    if (used > width) {
      return `${characters
        .slice(0, Math.max(index - 1, 1))
        .join('')
        .trimEnd()}…`;
    }
  }
  return text;
}

/** Roughly, in the usual sans serif typefaces; a drawing cannot ask which of them it gets. */
function widthOf(character: string): number {
  if (NARROW.test(character)) return 0.32;
  return WIDE.test(character) ? 0.88 : 0.55;
}
