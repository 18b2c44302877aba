/** The one of some words that somebody most likely meant; undefined where none is near. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const known = words
    .map((word) => ({ word, distance: distance(typed.slice(0, 64), word) }))
    .sort((a, b) => a.distance - b.distance);
  return known[0] !== undefined && known[0].distance <= Math.max(2, known[0].word.length / 3)
    ? known[0].word
    : undefined;
}

/** A proposal to go behind a message; empty where no word is near. */
export function didYouMean(typed: string, words: readonly string[]): string {
  const word = nearest(typed, words);
  return word === undefined ? '' : ` Did you mean ${word}?`;
}

/** How many letters have to be added, removed or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
    }
    row = next;
  }
  return row[b.length];
}
