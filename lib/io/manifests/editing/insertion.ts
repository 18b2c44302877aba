/** A text to add, and where. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A text with all insertions, and otherwise as it was. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let end = text.length;
  for (const { at, text: added } of [...insertions].sort((a, b) => b.at - a.at)) {
    pieces.unshift(added, text.slice(at, end));
    end = at;
  }
  return text.slice(0, end) + pieces.join('');
}
