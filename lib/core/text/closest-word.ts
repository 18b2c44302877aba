/** The word that somebody most likely meant; undefined if none is close. */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  const known = words
    .map((word) => ({ word, distance: distance(typed.slice(0, 64), word) }))
    .sort((a, b) => a.distance - b.distance);
  if (known[0] === undefined) return undefined;
  const { word, distance: fewest } = known[0];
  // Two words of two letters are two changes apart even if they share nothing.
  return fewest <= Math.max(2, word.length / 3) && fewest < word.length ? word : undefined;
}

/** A suggestion to append to a message; empty if no word is close. */
export function didYouMean(typed: string, words: readonly string[]): string {
  const word = closestWord(typed, words);
  return word === undefined ? '' : ` Did you mean ${word}?`;
}

/** The Levenshtein distance of two words. */
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
