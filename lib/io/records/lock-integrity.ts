import { NodePortBands } from '../../core/cluster/bands';
import { PortRange } from '../../core/cluster/port-range';
import { LOCK_FIRST_LINE, LOCK_LAST_LINE } from '../../core/lock/lock-text';

/** Where a section's text starts and ends, and the range of its cluster. */
interface SectionSpan {
  readonly start: number;
  readonly end: number;
  readonly range: PortRange;
}

/** The place at which lines were lost or moved. */
interface Damage {
  readonly offset: number;
  readonly what: string;
}

/**
 * The first sign that lines of a lock were lost or moved since this library wrote it: every static port has a comment
 * line followed by its entry, and the last line marks the end. A lock written by hand has neither.
 */
export function damageOf(text: string, sections: readonly SectionSpan[]): Damage | undefined {
  if (!text.startsWith(LOCK_FIRST_LINE) && !text.includes(LOCK_LAST_LINE)) return undefined;
  for (const section of sections) {
    const damage = damageIn(text, section);
    if (damage) return damage;
  }
  const end = text.trimEnd();
  return end.endsWith(LOCK_LAST_LINE)
    ? undefined
    : { offset: end.length, what: 'its last line is missing, so it was cut off' };
}

/** The comment line of a port, or its entry. */
const LINE = /^ *(# )?(\d+)(:.*)?[ \t]*$/gm;

function damageIn(text: string, { start, end, range }: SectionSpan): Damage | undefined {
  const { first, last } = NodePortBands.of(range).staticBand;
  let next = first;
  for (const { index, 1: comment, 2: digits, 3: entry } of text.slice(start, end).matchAll(LINE)) {
    const [offset, port] = [start + index, Number(digits)];
    const isMissing = next <= last && (comment ? port !== next : port > last);
    if (isMissing) return { offset, what: missing(next) };
    if (comment) {
      next++;
    } else if (entry && port <= last && port !== next - 1) {
      return { offset, what: `port ${port} does not follow its own comment line, # ${port}` };
    }
  }
  return next > last ? undefined : { offset: text.slice(0, end).trimEnd().length, what: missing(next) };
}

function missing(port: number): string {
  return `the comment line of port ${port} is missing, so lines were lost here`;
}
