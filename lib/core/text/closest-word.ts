/** The word that somebody most likely meant; undefined if none is close. */
export function closestWord(typed: string, words: readonly string[]): string | undefined {
  const start = typed.slice(0, 64);
  const [closest] = words
    .map((word) => ({ word, changes: distance(start, word) }))
    .filter(({ word, changes }) => changes <= mayDiffer(start, word))
    .sort((a, b) => a.changes - b.changes);
  return closest?.word;
}

/** How many changes still make a typo: two, or a third of a long word, but no more than half of a short one. */
function mayDiffer(typed: string, word: string): number {
  return Math.min(Math.max(2, word.length / 3), Math.max(typed.length, word.length) / 2);
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
