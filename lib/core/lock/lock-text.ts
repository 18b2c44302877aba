import { Lock, LockEntry, LockSection } from './lock';
import { NodePortBands } from '../cluster/bands';
import { compareText } from '../findings/place';
import { printableJson } from '../text/printable';

/** The version of the format that this library writes and reads. */
export const LOCK_VERSION = 1;

/** The first line identifies a lock written by this library; the last line proves that nothing is missing. */
export const LOCK_FIRST_LINE =
  '# Which node port belongs to whom. Written by cdk8s-nodeport: commit it, and review it like code.';
export const LOCK_LAST_LINE = '# End of the lock: a file without this line was cut off.';

const HEADER = `${LOCK_FIRST_LINE}
# Each static port has a comment line: branches that take the same port conflict here, and all others merge.
version: ${LOCK_VERSION}
clusters:
`;

/** The text of a lock file: clusters by name, ports in ascending order, one entry per line. */
export function lockText(lock: Lock): string {
  const clusters = [...lock].sort(([a], [b]) => compareText(a, b));
  return (
    `${HEADER}${clusters.map(([name, section]) => `  ${scalar(name)}:\n${sectionText(section)}`).join('')}` +
    `${LOCK_LAST_LINE}\n`
  );
}

function sectionText({ range, entries }: LockSection): string {
  const { staticBand } = NodePortBands.of(range);
  const lines = new Map<number, string[]>();
  for (let port = staticBand.first; port <= staticBand.last; port++) lines.set(port, [`      # ${port}`]);
  for (const entry of entries) {
    lines.set(entry.nodePort, [...(lines.get(entry.nodePort) ?? []), `      ${entry.nodePort}: ${entryText(entry)}`]);
  }
  const ports = [...lines].sort(([a], [b]) => a - b).flatMap(([, texts]) => texts);
  // A single number would be read back as a number.
  return [`    range: ${range.first}-${range.last}`, '    ports:', ...ports].join('\n') + '\n';
}

function entryText(entry: LockEntry): string {
  const { service, port, reservation, owner, services, state, from, since, reason } = entry;
  const fields = Object.entries({ service, port, reservation, owner, services, state, from, since, reason }).filter(
    ([, value]) => value !== undefined,
  );
  return `{ ${fields.map(([key, value]) => `${key}: ${scalar(value as string)}`).join(', ')} }`;
}

/** Words that some version of YAML does not read as a string. */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** A string as YAML: bare if that is safe, otherwise as JSON, which is valid YAML. */
function scalar(text: string): string {
  const isBare = (/^[A-Za-z][\w./-]*$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text)) && !RESERVED.test(text);
  return isBare ? text : printableJson(text);
}
