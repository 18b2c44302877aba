/** The positions of a document's characters in its file. */
export class TextPlaces {
  private starts?: number[];

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly firstLine: number,
  ) {}

  /** The place of a character, such as `edge.yaml:12:15`. */
  public at(offset: number): string {
    const starts = (this.starts ??= lineStarts(this.text));
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return `${this.file}:${this.firstLine + low}:${offset - starts[low] + 1}`;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
