import { scanBlock } from './block-scalar';
import { BYTE_ORDER_MARK, END, TAB, codeOf, isBlank, isBlankOrEnd, isBreak } from './characters';
import { Cursor } from './cursor';
import { scanPlain } from './plain-scalar';
import { scanAnchor, scanDirective, scanTag } from './properties';
import { scanQuoted } from './quoted-scalar';
import { StructureTokens } from './structure-tokens';
import { Token } from './token';
import { PassesLimit, YamlFault } from './yaml-fault';

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
  private readonly structure: StructureTokens;

  constructor(text: string) {
    const mark = text.indexOf(BYTE_ORDER_MARK);
    // After a mark that is not at the very start, kubectl's reader drops the first character of each line.
    if (mark >= 0) throw new PassesLimit('it has a byte order mark in the middle', mark);
    this.cursor = new Cursor(text);
    this.structure = new StructureTokens(this.cursor);
  }

  /** The next token, without consuming it. */
  public peek(): Token {
    for (;;) {
      const token = this.structure.queue.first;
      if (token !== undefined && !this.mayBecomeKey(token)) return token;
      this.fetch();
    }
  }

  public take(): void {
    this.structure.queue.take();
  }

  private mayBecomeKey({ candidate }: Token): boolean {
    return candidate !== undefined && this.structure.keys.isStillPossible(candidate);
  }

  private fetch(): void {
    const { cursor, structure } = this;
    this.skipToToken();
    structure.closeBlocks(cursor.column);
    const code = cursor.code();
    if (code === END) return this.fetchEnd();
    if (cursor.column === 0) {
      if (code === PERCENT) return this.fetchDirective();
      if (cursor.isMarker(DASH)) return this.fetchMarker('---');
      if (cursor.isMarker(DOT)) return this.fetchMarker('...');
    }
    switch (code) {
      case 91:
        return structure.openBracket('[');
      case 123:
        return structure.openBracket('{');
      case 93:
        return structure.closeBracket(']');
      case 125:
        return structure.closeBracket('}');
      case 44:
        return structure.comma();
      case TAB:
        throw new YamlFault('a tab is used for indentation', cursor.at);
      default:
        return INDICATORS.has(code) ? this.fetchIndicated(code) : this.fetchPlain();
    }
  }

  /** Reads a token that starts with an indicator. */
  private fetchIndicated(code: number): void {
    const { cursor, structure } = this;
    const { isFlow } = structure;
    const isAlone = isBlankOrEnd(cursor.code(1));
    if (code === DASH && isAlone) return structure.dash();
    if (code === QUESTION && (isFlow || isAlone)) return structure.question();
    if (code === COLON && (isFlow || isAlone)) return structure.colon();
    if (code === STAR) return this.fetchKeyable(() => scanAnchor(cursor, 'alias'));
    if (code === AMPERSAND) return this.fetchKeyable(() => scanAnchor(cursor, 'anchor'));
    if (code === EXCLAMATION) return this.fetchKeyable(() => scanTag(cursor));
    if (code === SINGLE || code === DOUBLE) return this.fetchKeyable(() => scanQuoted(cursor, code));
    if ((code === BAR || code === GREATER) && !isFlow) return this.fetchBlock(code === BAR ? '|' : '>');
    if (code === DASH ? !isBlank(cursor.code(1)) : !isFlow && (code === QUESTION || code === COLON)) {
      return this.fetchPlain();
    }
    throw new YamlFault('no value can start with this character', cursor.at);
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      const allowsTabs = this.structure.isFlow || !this.structure.keys.mayStart;
      while (cursor.code() === 32 || (allowsTabs && cursor.code() === TAB)) cursor.skip();
      cursor.skipComment();
      if (!isBreak(cursor.code())) return;
      cursor.takeBreak();
      if (!this.structure.isFlow) this.structure.keys.mayStart = true;
    }
  }

  private fetchEnd(): void {
    this.structure.endBlocks();
    // A candidate on this line can no longer become a key.
    this.cursor.endLine();
    this.structure.queue.push(new Token('end', this.cursor.at));
  }

  private fetchDirective(): void {
    this.structure.endBlocks();
    this.structure.queue.push(scanDirective(this.cursor));
  }

  private fetchMarker(type: '---' | '...'): void {
    this.structure.endBlocks();
    this.structure.queue.push(new Token(type, this.cursor.at));
    this.cursor.skip(3);
  }

  /** Reads a token that can be a key, or precede one. */
  private fetchKeyable(scan: () => Token): void {
    const candidate = this.structure.noteCandidate();
    this.structure.keys.mayStart = false;
    this.structure.pushKeyable(scan(), candidate);
  }

  private fetchPlain(): void {
    const candidate = this.structure.noteCandidate();
    const token = scanPlain(this.cursor, this.structure);
    // If it ends at the start of a line, the next token may be a key.
    this.structure.keys.mayStart = token.endsLine;
    this.structure.pushKeyable(token, candidate);
  }

  private fetchBlock(style: '|' | '>'): void {
    this.structure.keys.drop();
    this.structure.keys.mayStart = true;
    this.structure.queue.push(scanBlock(this.cursor, style, this.structure.indent));
  }
}
