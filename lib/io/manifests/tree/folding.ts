import { TAB, isBlank, isBreak } from './characters';
import { Cursor } from './cursor';
import { YamlFault } from './yaml-fault';

/**
 * Skips line breaks and the whitespace around them, and returns what they contribute to a folded text: a space for one
 * break, or the breaks themselves for several.
 *
 * @param first the break that was already read; empty if a backslash cancelled it
 * @param leastColumn the first column in which tabs are allowed; they cannot indent an unquoted text
 */
export function fold(cursor: Cursor, first: string, leastColumn = 0): string {
  let others = '';
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) {
      others += cursor.takeBreak();
    } else if (isBlank(code)) {
      if (code === TAB && cursor.column < leastColumn) throw new YamlFault('a tab is used for indentation', cursor.at);
      cursor.skip();
    } else {
      break;
    }
  }
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}
