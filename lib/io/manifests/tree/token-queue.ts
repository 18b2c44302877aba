import { Token } from './token';

/** How many consumed tokens are kept before their room is reclaimed. */
const MAX_CONSUMED = 1024;

/** Tokens that were scanned but not consumed yet. */
export class TokenQueue {
  private readonly tokens: Token[] = [];
  private start = 0;

  /** The next token; undefined if there is none. */
  public get first(): Token | undefined {
    return this.tokens[this.start];
  }

  public push(token: Token): void {
    this.tokens.push(token);
  }

  public take(): void {
    this.start++;
    if (this.start < this.tokens.length && this.start < MAX_CONSUMED) return;
    this.tokens.splice(0, this.start);
    this.start = 0;
  }
}
