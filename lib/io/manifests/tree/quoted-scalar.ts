import { END, codeOf, isBlankOrEnd, isBreak } from './characters';
import { Cursor } from './cursor';
import { fold } from './folding';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

const [SINGLE, DOUBLE, BACKSLASH] = ["'", '"', '\\'].map(codeOf);

/** The meaning of each letter after a backslash. */
const ESCAPES = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
/** How many hexadecimal digits follow these letters. */
const DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Reads a quoted scalar. */
export function scanQuoted(cursor: Cursor, quote: number): Token {
  const token = new Token('scalar', cursor.at);
  cursor.skip();
  for (;;) {
    if (cursor.isAtMarker()) throw new YamlFault('a document marker is inside quotes', cursor.at);
    if (cursor.code() === END) throw new YamlFault('quotes are opened here and never closed', token.at);
    const [piece, endsInBreak] = scanPiece(cursor, quote);
    token.text += piece;
    if (cursor.code() === quote) break;
    token.text += endsInBreak ? fold(cursor, '') : scanSpace(cursor);
  }
  cursor.skip();
  return token;
}

/** Reads up to the next whitespace, line break or closing quote; returns whether a backslash ended the line. */
function scanPiece(cursor: Cursor, quote: number): [text: string, endsInBreak: boolean] {
  let text = '';
  let start = cursor.at;
  for (let code = cursor.code(); !isBlankOrEnd(code); code = cursor.code()) {
    if (code === quote) {
      if (quote !== SINGLE || cursor.code(1) !== SINGLE) break;
      text += `${cursor.since(start)}'`;
      cursor.skip(2);
      start = cursor.at;
    } else if (code === BACKSLASH && quote === DOUBLE) {
      text += cursor.since(start);
      if (isBreak(cursor.code(1))) {
        cursor.skip();
        cursor.takeBreak();
        return [text, true];
      }
      text += scanEscape(cursor);
      start = cursor.at;
    } else {
      cursor.skip();
    }
  }
  return [text + cursor.since(start), false];
}

/** Reads whitespace, and folds lines. */
function scanSpace(cursor: Cursor): string {
  const start = cursor.at;
  cursor.skipBlanks();
  return isBreak(cursor.code()) ? fold(cursor, cursor.takeBreak()) : cursor.since(start);
}

function scanEscape(cursor: Cursor): string {
  const start = cursor.at;
  const letter = String.fromCharCode(cursor.code(1));
  cursor.skip(2);
  const digits = DIGITS.get(letter);
  if (digits === undefined) {
    const meaning = ESCAPES.get(letter);
    if (meaning === undefined) {
      throw new YamlFault('a backslash precedes a character that cannot be escaped', start);
    }
    return meaning;
  }
  const hex = cursor.slice(cursor.at, cursor.at + digits);
  const point = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? parseInt(hex, 16) : Infinity;
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    throw new YamlFault('an escape sequence is not a valid character', start);
  }
  cursor.skip(digits);
  return String.fromCodePoint(point);
}
