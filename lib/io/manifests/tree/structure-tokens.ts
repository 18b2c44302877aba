import { Cursor } from './cursor';
import { KeyCandidates } from './key-candidates';
import { KeyCandidate, Token, TokenType } from './token';
import { TokenQueue } from './token-queue';
import { PassesLimit, YamlFault } from './yaml-fault';
import { LIMITS } from '../../../core/limits';

/**
 * The tokens that open, close and divide maps and lists. Knows which blocks and brackets are open, and which tokens may
 * still become keys.
 */
export class StructureTokens {
  /** Every token, in order; those of scalars too. */
  public readonly queue = new TokenQueue();
  public readonly keys: KeyCandidates;
  /** The column of the innermost block; -1 outside all blocks. */
  public indent = -1;
  /** The columns of the enclosing blocks. */
  private readonly indents: number[] = [];

  constructor(private readonly cursor: Cursor) {
    this.keys = new KeyCandidates(cursor);
  }

  /** Whether a bracket is open. */
  public get isFlow(): boolean {
    return this.keys.depth > 1;
  }

  /** Notes that the token that starts here may be a key. */
  public noteCandidate(): KeyCandidate | undefined {
    const isRequired = !this.isFlow && this.indent === this.cursor.column;
    return this.keys.note({ isRequired });
  }

  /** Adds a token, which is a key if its candidate becomes one. */
  public pushKeyable(token: Token, candidate: KeyCandidate | undefined): void {
    if (candidate) {
      candidate.token = token;
      token.candidate = candidate;
    }
    this.queue.push(token);
  }

  /** Closes the blocks that cannot contain a token in this column. */
  public closeBlocks(column: number): void {
    if (this.isFlow) return;
    while (this.indent > column) {
      this.queue.push(new Token('block end', this.cursor.at));
      this.indent = this.indents.pop()!;
    }
  }

  /** Closes everything that is open at a marker, a directive or the end. */
  public endBlocks(): void {
    this.closeBlocks(-1);
    this.keys.drop();
    this.keys.mayStart = false;
  }

  public openBracket(type: '[' | '{'): void {
    this.pushKeyable(new Token(type, this.cursor.at), this.noteCandidate());
    this.keys.openBracket();
    this.requireShallow();
    this.keys.mayStart = true;
    this.cursor.skip();
  }

  public closeBracket(type: ']' | '}'): void {
    this.keys.drop();
    this.keys.closeBracket();
    this.keys.mayStart = false;
    this.pushIndicator(type);
  }

  public comma(): void {
    this.keys.drop();
    this.keys.mayStart = true;
    this.pushIndicator(',');
  }

  public dash(): void {
    if (!this.isFlow && !this.keys.mayStart) {
      throw new YamlFault('a list item is not allowed here', this.cursor.at);
    }
    this.openBlock('block list');
    this.keys.drop();
    this.keys.mayStart = true;
    this.pushIndicator('-');
  }

  public question(): void {
    if (!this.isFlow && !this.keys.mayStart) throw new YamlFault('a key is not allowed here', this.cursor.at);
    this.openBlock('block map');
    this.keys.drop();
    this.keys.mayStart = !this.isFlow;
    this.pushIndicator('?');
  }

  public colon(): void {
    const candidate = this.keys.current;
    if (candidate !== undefined) {
      this.becomeKey(candidate);
    } else {
      if (!this.isFlow && !this.keys.mayStart) throw new YamlFault('a value is not allowed here', this.cursor.at);
      this.openBlock('block map');
      this.keys.mayStart = !this.isFlow;
    }
    this.pushIndicator(':');
  }

  private becomeKey(candidate: KeyCandidate): void {
    const token = candidate.token!;
    token.isKey = true;
    if (!this.isFlow && this.indent < candidate.column) {
      token.opensMap = true;
      this.deepen(candidate.column);
    }
    candidate.isPossible = false;
    this.keys.mayStart = false;
  }

  /** A single-character indicator. */
  private pushIndicator(type: TokenType): void {
    this.queue.push(new Token(type, this.cursor.at));
    this.cursor.skip();
  }

  private openBlock(type: 'block map' | 'block list'): void {
    const { cursor } = this;
    if (this.isFlow || this.indent >= cursor.column) return;
    this.deepen(cursor.column);
    this.queue.push(new Token(type, cursor.at));
  }

  private deepen(column: number): void {
    this.indents.push(this.indent);
    this.indent = column;
    this.requireShallow();
  }

  private requireShallow(): void {
    if (this.indents.length + this.keys.depth > LIMITS.depth) {
      throw new PassesLimit(`it is nested more than ${LIMITS.depth} levels deep`, this.cursor.at);
    }
  }
}
