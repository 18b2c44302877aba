import { scanBlock } from './block-scalar';
import { BYTE_ORDER_MARK, END, TAB, codeOf, isBlank, isBlankOrEnd, isBreak } from './characters';
import { Cursor } from './cursor';
import { scanPlain } from './plain-scalar';
import { scanAnchor, scanDirective, scanTag } from './properties';
import { scanQuoted } from './quoted-scalar';
import { KeyCandidate, Token, TokenType } from './token';
import { PassesLimit, YamlFault } from './yaml-fault';
import { LIMITS } from '../../../core/findings/limits';

/** A `:` turns the text before it into a key only if it is at most this many characters long. */
const LONGEST_KEY = 1024;

const [DASH, DOT, PERCENT, QUESTION, COLON] = ['-', '.', '%', '?', ':'].map(codeOf);
const [STAR, AMPERSAND, EXCLAMATION, BAR, GREATER, SINGLE, DOUBLE] = ['*', '&', '!', '|', '>', "'", '"'].map(codeOf);
/** The characters that cannot start a plain scalar. */
const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map(codeOf));

/**
 * Splits a text into tokens exactly as kubectl's YAML reader does (go-yaml v2, which follows libyaml); it differs from
 * YAML 1.2 in many small ways. Each character is visited a bounded number of times, whatever the text.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/scannerc.go
 */
export class Scanner {
  private readonly cursor: Cursor;
  private readonly queue: Token[] = [];
  private head = 0;
  /** The column of the current block, and those of the enclosing blocks. */
  private indent = -1;
  private readonly indents: number[] = [];
  /** The possible key at each level: for each open bracket, and outside all of them. */
  private readonly candidates: (KeyCandidate | undefined)[] = [undefined];
  private mayStartKey = true;

  constructor(text: string) {
    const mark = text.indexOf(BYTE_ORDER_MARK);
    // After a mark that is not at the very start, kubectl's reader drops the first character of each line.
    if (mark >= 0) throw new PassesLimit('it has a byte order mark in the middle', mark);
    this.cursor = new Cursor(text);
  }

  /** The next token, without consuming it. */
  public peek(): Token {
    while (this.head === this.queue.length || this.mayBecomeKey(this.queue[this.head])) this.fetch();
    return this.queue[this.head];
  }

  public take(): void {
    this.head++;
    if (this.head < this.queue.length && this.head < LONGEST_KEY) return;
    this.queue.splice(0, this.head);
    this.head = 0;
  }

  /** How far it has read. */
  public get at(): number {
    return this.cursor.at;
  }

  private get isFlow(): boolean {
    return this.candidates.length > 1;
  }

  private mayBecomeKey({ candidate }: Token): boolean {
    return candidate !== undefined && this.isStillPossible(candidate);
  }

  private fetch(): void {
    const { cursor } = this;
    this.skipToToken();
    this.closeBlocks(cursor.column);
    const code = cursor.code();
    if (code === END) return this.fetchEnd();
    if (cursor.column === 0) {
      if (code === PERCENT) return this.fetchDirective();
      if (cursor.isMarker(DASH)) return this.fetchMarker('---');
      if (cursor.isMarker(DOT)) return this.fetchMarker('...');
    }
    switch (code) {
      case 91:
        return this.openBracket('[');
      case 123:
        return this.openBracket('{');
      case 93:
        return this.closeBracket(']');
      case 125:
        return this.closeBracket('}');
      case 44:
        return this.fetchComma();
      case TAB:
        throw new YamlFault('a tab is used for indentation', cursor.at);
      default:
        return INDICATORS.has(code) ? this.fetchIndicated(code) : this.fetchPlain();
    }
  }

  /** Reads a token that starts with an indicator. */
  private fetchIndicated(code: number): void {
    const { cursor, isFlow } = this;
    const isAlone = isBlankOrEnd(cursor.code(1));
    if (code === DASH && isAlone) return this.fetchDash();
    if (code === QUESTION && (isFlow || isAlone)) return this.fetchQuestion();
    if (code === COLON && (isFlow || isAlone)) return this.fetchColon();
    if (code === STAR) return this.fetchKeyable(() => scanAnchor(cursor, 'alias'));
    if (code === AMPERSAND) return this.fetchKeyable(() => scanAnchor(cursor, 'anchor'));
    if (code === EXCLAMATION) return this.fetchKeyable(() => scanTag(cursor));
    if (code === SINGLE || code === DOUBLE) return this.fetchKeyable(() => scanQuoted(cursor, code));
    if ((code === BAR || code === GREATER) && !isFlow) return this.fetchBlock(code === BAR);
    if (code === DASH ? !isBlank(cursor.code(1)) : !isFlow && (code === QUESTION || code === COLON)) {
      return this.fetchPlain();
    }
    throw new YamlFault('no value can start with this character', cursor.at);
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      const allowsTabs = this.isFlow || !this.mayStartKey;
      while (cursor.code() === 32 || (allowsTabs && cursor.code() === TAB)) cursor.skip();
      cursor.skipComment();
      if (!isBreak(cursor.code())) return;
      cursor.takeBreak();
      if (!this.isFlow) this.mayStartKey = true;
    }
  }

  private push(token: Token): void {
    this.queue.push(token);
  }

  /** A single-character indicator. */
  private pushIndicator(type: TokenType): void {
    this.push(new Token(type, this.cursor.at));
    this.cursor.skip();
  }

  private openBlock(type: 'block map' | 'block list'): void {
    const { cursor } = this;
    if (this.isFlow || this.indent >= cursor.column) return;
    this.deepen(cursor.column);
    this.push(new Token(type, cursor.at));
  }

  private deepen(column: number): void {
    this.indents.push(this.indent);
    this.indent = column;
    this.requireShallow();
  }

  private requireShallow(): void {
    if (this.indents.length + this.candidates.length > LIMITS.depth) {
      throw new PassesLimit(`it is nested more than ${LIMITS.depth} levels deep`, this.cursor.at);
    }
  }

  /** Closes the blocks that cannot contain a token in this column. */
  private closeBlocks(column: number): void {
    if (this.isFlow) return;
    while (this.indent > column) {
      this.push(new Token('block end', this.cursor.at));
      this.indent = this.indents.pop()!;
    }
  }

  /** Notes that the token that starts here may be a key. */
  private noteCandidate(): KeyCandidate | undefined {
    if (!this.mayStartKey) return undefined;
    this.dropCandidate();
    const { at, lineStart, column } = this.cursor;
    const candidate = { at, lineStart, column, isRequired: !this.isFlow && this.indent === column, isPossible: true };
    this.candidates[this.candidates.length - 1] = candidate;
    return candidate;
  }

  private pushKeyable(token: Token, candidate: KeyCandidate | undefined): void {
    if (candidate) {
      candidate.token = token;
      token.candidate = candidate;
    }
    this.push(token);
  }

  private dropCandidate(): void {
    const candidate = this.candidates[this.candidates.length - 1];
    if (candidate?.isPossible !== true) return;
    if (candidate.isRequired) throw missesColon(candidate);
    candidate.isPossible = false;
  }

  private isStillPossible(candidate: KeyCandidate): boolean {
    if (!candidate.isPossible) return false;
    const { cursor } = this;
    if (candidate.lineStart === cursor.lineStart && cursor.at - candidate.at <= LONGEST_KEY) return true;
    if (candidate.isRequired) throw missesColon(candidate);
    candidate.isPossible = false;
    return false;
  }

  private fetchEnd(): void {
    this.endBlocks();
    // A candidate on this line can no longer become a key.
    this.cursor.endLine();
    this.push(new Token('end', this.cursor.at));
  }

  /** Closes everything that is open at a marker, a directive or the end. */
  private endBlocks(): void {
    this.closeBlocks(-1);
    this.dropCandidate();
    this.mayStartKey = false;
  }

  private fetchDirective(): void {
    this.endBlocks();
    this.push(scanDirective(this.cursor));
  }

  private fetchMarker(type: '---' | '...'): void {
    this.endBlocks();
    this.push(new Token(type, this.cursor.at));
    this.cursor.skip(3);
  }

  private openBracket(type: '[' | '{'): void {
    this.pushKeyable(new Token(type, this.cursor.at), this.noteCandidate());
    this.candidates.push(undefined);
    this.requireShallow();
    this.mayStartKey = true;
    this.cursor.skip();
  }

  private closeBracket(type: ']' | '}'): void {
    this.dropCandidate();
    if (this.isFlow) this.candidates.pop();
    this.mayStartKey = false;
    this.pushIndicator(type);
  }

  private fetchComma(): void {
    this.dropCandidate();
    this.mayStartKey = true;
    this.pushIndicator(',');
  }

  private fetchDash(): void {
    if (!this.isFlow && !this.mayStartKey) {
      throw new YamlFault('a list item is not allowed here', this.cursor.at);
    }
    this.openBlock('block list');
    this.dropCandidate();
    this.mayStartKey = true;
    this.pushIndicator('-');
  }

  private fetchQuestion(): void {
    if (!this.isFlow && !this.mayStartKey) throw new YamlFault('a key is not allowed here', this.cursor.at);
    this.openBlock('block map');
    this.dropCandidate();
    this.mayStartKey = !this.isFlow;
    this.pushIndicator('?');
  }

  private fetchColon(): void {
    const candidate = this.candidates[this.candidates.length - 1];
    if (candidate !== undefined && this.isStillPossible(candidate)) {
      this.becomeKey(candidate);
    } else {
      if (!this.isFlow && !this.mayStartKey) throw new YamlFault('a value is not allowed here', this.cursor.at);
      this.openBlock('block map');
      this.mayStartKey = !this.isFlow;
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
    this.mayStartKey = false;
  }

  /** Reads a token that can be a key, or precede one. */
  private fetchKeyable(scan: () => Token): void {
    const candidate = this.noteCandidate();
    this.mayStartKey = false;
    this.pushKeyable(scan(), candidate);
  }

  private fetchPlain(): void {
    const candidate = this.noteCandidate();
    const token = scanPlain(this.cursor, this.isFlow, this.indent);
    // If it ends at the start of a line, the next token may be a key.
    this.mayStartKey = token.endsLine;
    this.pushKeyable(token, candidate);
  }

  private fetchBlock(isLiteral: boolean): void {
    this.dropCandidate();
    this.mayStartKey = true;
    this.push(scanBlock(this.cursor, isLiteral, this.indent));
  }
}

function missesColon({ at }: KeyCandidate): YamlFault {
  return new YamlFault('a `:` is missing after this key', at);
}
