import { LockFault, LockNode } from './lock-node';
import { PortRange, isPortText } from '../../core/cluster/port-range';
import { LOCK_MARKS, LockEntry, LockState } from '../../core/lock/lock';

/** The required and optional fields of an entry in each state. */
const FORMS: Record<LockState, { needs: readonly (readonly string[])[]; may: readonly string[] }> = {
  [LockState.PINNED]: { needs: [['service', 'port']], may: ['reservation', 'from'] },
  [LockState.ASSIGNED]: { needs: [['service', 'port']], may: ['reservation', 'from'] },
  [LockState.RESERVED]: { needs: [['reservation', 'owner', 'reason']], may: ['services', 'from'] },
  [LockState.RETIRED]: {
    needs: [
      ['service', 'port', 'since'],
      ['reservation', 'since'],
    ],
    may: ['reservation'],
  },
};
const STATES = Object.keys(FORMS);
const FIELDS = ['service', 'port', 'reservation', 'owner', 'services', 'state', 'from', 'since', 'reason'];

/** The fields whose text has a format, and an example of it. */
const FORMATS = {
  service: { pattern: /^[^/]+\/[^/]+$/, example: 'storage/minio' },
  from: { pattern: new RegExp(`^(${LOCK_MARKS.join('|')})$`), example: LOCK_MARKS[0] },
  since: { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, example: '2026-03-31' },
};

/** Reads the line of one port: its number, and what it records. Throws `LockFault`. */
export function readLockEntry(key: LockNode, line: LockNode, range: PortRange): LockEntry {
  const nodePort = portOf(key, range);
  const fields = line.fields(FIELDS);
  const state = fields.get('state');
  if (!STATES.includes(state?.value as string)) {
    const wayOut = `Write state: ${STATES.join(', state: ')}`;
    throw new LockFault(`the state of port ${nodePort} is unknown`, wayOut, (state ?? key).at);
  }
  const form = state?.value as LockState;
  const names = [...fields.keys()].filter((name) => name !== 'state');
  if (!isComplete(form, names)) {
    const what = `port ${nodePort} is ${form}, but has ${names.join(', ') || 'no other fields'}`;
    const needed = FORMS[form].needs.map((each) => each.join(', ')).join(', or ');
    throw new LockFault(what, `Write the fields of a port that is ${form}: ${needed}`, key.at);
  }
  const texts: Partial<LockEntry> = Object.fromEntries(names.map((name) => [name, textOf(name, fields)]));
  return { nodePort, state: form, ...texts };
}

function portOf(key: LockNode, range: PortRange): number {
  if (typeof key.value !== 'number' || !key.isDecimal) {
    const isQuoted = typeof key.value === 'string' && isPortText(key.value);
    const wayOut = isQuoted ? `Write ${key.value} without quotes` : 'Write a port, such as 30009';
    throw new LockFault(`${key.shown} is not a node port`, wayOut, key.at);
  }
  if (range.contains(key.value)) return key.value;
  throw new LockFault(`port ${key.value} is outside the range ${range}`, 'Remove the line', key.at);
}

function isComplete(state: LockState, names: readonly string[]): boolean {
  const { needs, may } = FORMS[state];
  return needs.some((all) => {
    const known = [...all, ...may];
    return all.every((name) => names.includes(name)) && names.every((name) => known.includes(name));
  });
}

function textOf(name: string, fields: ReadonlyMap<string, LockNode>): string {
  const field = fields.get(name) as LockNode;
  const { text } = field;
  const format = (FORMATS as Partial<Record<string, (typeof FORMATS)['service']>>)[name];
  if (format === undefined || format.pattern.test(text)) return text;
  throw new LockFault(`${name} cannot be ${JSON.stringify(text)}`, `Write ${name}: ${format.example}`, field.at);
}
