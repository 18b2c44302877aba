import { CARRIAGE_RETURN, END, LINE_FEED, isBlank, isBreak, isBreakOrEnd } from './characters';

const DASH = 45;
const DOT = 46;
const HASH = 35;

/** A place in a text, and the line that it is on. */
export class Cursor {
  public at = 0;
  /** The offset at which its line starts. */
  public lineStart = 0;
  private readonly text: string;

  constructor(text: string) {
    // The end is a character too, so callers need no separate check for it.
    this.text = text + String.fromCharCode(END);
  }

  /** The distance from the start of its line. */
  public get column(): number {
    return this.at - this.lineStart;
  }

  /** The code of the current character, or of one `ahead` of it. */
  public code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  /** The text between an earlier position and the current one. */
  public since(start: number): string {
    return this.text.slice(start, this.at);
  }

  public slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  public skip(count = 1): void {
    this.at += count;
  }

  /** Skips a line break, and returns what it contributes to a text. */
  public takeBreak(): string {
    const code = this.code();
    this.at += code === CARRIAGE_RETURN && this.code(1) === LINE_FEED ? 2 : 1;
    this.lineStart = this.at;
    return code > 0xff ? String.fromCharCode(code) : '\n';
  }

  /** Ends the last line, which may have no line break. */
  public endLine(): void {
    this.lineStart = this.at;
  }

  public skipBlanks(): void {
    while (isBlank(this.code())) this.at++;
  }

  /** Skips a comment, if there is one here. */
  public skipComment(): void {
    if (this.code() === HASH) while (!isBreakOrEnd(this.code())) this.at++;
  }

  /** Whether one of the markers `---` and `...` is here, at the start of a line. */
  public isAtMarker(): boolean {
    return this.at === this.lineStart && (this.isMarker(DASH) || this.isMarker(DOT));
  }

  /** Whether a marker of this character is here. */
  public isMarker(code: number): boolean {
    if (this.code() !== code || this.code(1) !== code || this.code(2) !== code) return false;
    const next = this.code(3);
    return isBlank(next) || isBreak(next) || next === END;
  }
}
