import { codeOf, isBlank, isBlankOrEnd, isBreak } from './characters';
import { Cursor } from './cursor';
import { fold } from './folding';
import { Token } from './token';

const [HASH, COLON] = ['#', ':'].map(codeOf);
/** The characters that end it inside brackets. */
const FLOW_ENDS = new Set([...',?[]{}'].map(codeOf));

/** Where an unquoted scalar is. */
interface ScalarPosition {
  /** Whether it is inside brackets. */
  readonly isFlow: boolean;
  /** The indentation of the block that it is in. */
  readonly indent: number;
}

/** Reads an unquoted scalar. */
export function scanPlain(cursor: Cursor, position: ScalarPosition): Token {
  const { isFlow, indent } = position;
  const token = new Token('scalar', cursor.at);
  token.isPlain = true;
  let between = '';
  while (!cursor.isAtMarker() && cursor.code() !== HASH) {
    const line = scanLine(cursor, position);
    if (line !== '') {
      token.text = token.text === '' ? line : token.text + between + line;
      token.endsLine = false;
    }
    if (!isBreak(cursor.code())) break;
    between = fold(cursor, cursor.takeBreak(), indent + 1);
    token.endsLine = true;
    if (!isFlow && cursor.column <= indent) break;
  }
  return token;
}

/** Reads its text on one line, without trailing whitespace. */
function scanLine(cursor: Cursor, { isFlow }: ScalarPosition): string {
  const start = cursor.at;
  let end = start;
  for (let code = cursor.code(); ; code = cursor.code()) {
    if (isBlank(code)) {
      cursor.skipBlanks();
      if (cursor.code() === HASH) break;
    } else if (
      isBlankOrEnd(code) ||
      (code === COLON && isBlankOrEnd(cursor.code(1))) ||
      (isFlow && FLOW_ENDS.has(code))
    ) {
      break;
    } else {
      cursor.skip();
      end = cursor.at;
    }
  }
  return cursor.slice(start, end);
}
