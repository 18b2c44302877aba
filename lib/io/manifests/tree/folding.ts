import { TAB, isBlank, isBreak } from './characters';
import { Cursor } from './cursor';
import { YamlFault } from './yaml-fault';

/**
 * Skips line breaks and the blanks around them, and returns what they come to in a text that is folded over lines: a
 * space for one break, and the breaks themselves for more.
 *
 * @param first the break that was taken already; empty where a backslash took it back
 * @param leastColumn where tabs may stand; a text without quotes may not be indented by them
 */
export function fold(cursor: Cursor, first: string, leastColumn = 0): string {
  let others = '';
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) {
      others += cursor.takeBreak();
    } else if (isBlank(code)) {
      if (code === TAB && cursor.column < leastColumn) throw new YamlFault('a tab is used to indent', cursor.at);
      cursor.skip();
    } else {
      break;
    }
  }
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}
