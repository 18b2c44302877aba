import { END, SPACE, TAB, codeOf, isBlank, isBreak, isBreakOrEnd } from './characters';
import { Cursor } from './cursor';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

const [PLUS, MINUS, ZERO, NINE] = [...'+-09'].map(codeOf);

/** What follows `|` or `>`. */
interface Header {
  /** Which of the final line breaks are kept: none, one, or all. */
  readonly chomping: 'strip' | 'clip' | 'keep';
  /** How much deeper than its parent it is indented; 0 if its first line determines that. */
  readonly increment: number;
}

/** Reads a block scalar: literal after `|`, folded after `>`. */
export function scanBlock(cursor: Cursor, style: '|' | '>', parentIndent: number): Token {
  const token = new Token('scalar', cursor.at);
  cursor.skip();
  const { chomping, increment } = scanHeader(cursor);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let lead = '';
  let wasBlank = false;
  let breaks = '';
  const next = () => ([indent, breaks] = skipIndentation(cursor, indent, parentIndent));
  for (next(); cursor.column === indent && cursor.code() !== END; next()) {
    const startsBlank = isBlank(cursor.code());
    if (style === '|' || lead !== '\n' || wasBlank || startsBlank) token.text += lead + breaks;
    else token.text += breaks === '' ? ' ' : breaks;
    wasBlank = startsBlank;
    const start = cursor.at;
    while (!isBreakOrEnd(cursor.code())) cursor.skip();
    token.text += cursor.since(start);
    lead = cursor.code() === END ? '' : cursor.takeBreak();
  }
  if (chomping !== 'strip') token.text += lead;
  if (chomping === 'keep') token.text += breaks;
  return token;
}

function scanHeader(cursor: Cursor): Header {
  const start = cursor.at;
  let chomping = scanChomping(cursor);
  const increment = scanIncrement(cursor);
  if (increment > 0) chomping ??= scanChomping(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) {
    throw new YamlFault('the text of a block scalar starts on the line of its indicator', start);
  }
  if (cursor.code() !== END) cursor.takeBreak();
  return { chomping: chomping ?? 'clip', increment };
}

function scanChomping(cursor: Cursor): Header['chomping'] | undefined {
  const code = cursor.code();
  if (code !== PLUS && code !== MINUS) return undefined;
  cursor.skip();
  return code === PLUS ? 'keep' : 'strip';
}

function scanIncrement(cursor: Cursor): number {
  const code = cursor.code();
  if (code < ZERO || code > NINE) return 0;
  if (code === ZERO) throw new YamlFault('the indentation of a block scalar is given as 0', cursor.at);
  cursor.skip();
  return code - ZERO;
}

/**
 * Skips the indentation of a line and the empty lines before it; the first line that is not empty determines the
 * indentation of the block.
 */
function skipIndentation(cursor: Cursor, indent: number, parentIndent: number): [indent: number, breaks: string] {
  let widest = 0;
  let breaks = '';
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.code() === SPACE) cursor.skip();
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.code() === TAB) {
      throw new YamlFault('a tab is used for indentation', cursor.at);
    }
    if (!isBreak(cursor.code())) break;
    breaks += cursor.takeBreak();
  }
  return [indent === 0 ? Math.max(widest, parentIndent + 1, 1) : indent, breaks];
}
