import { LockEntry, LockState } from '../../core/lock/lock';

/** The fields of an entry that every state has, or may have. */
const FIELDS: Record<LockState, { needs: readonly (readonly string[])[]; may: readonly string[] }> = {
  [LockState.PINNED]: { needs: [['service', 'port']], may: ['reservation'] },
  [LockState.ASSIGNED]: { needs: [['service', 'port']], may: ['reservation'] },
  [LockState.RESERVED]: { needs: [['reservation', 'owner', 'reason']], may: ['services'] },
  [LockState.RETIRED]: {
    needs: [
      ['service', 'port', 'since'],
      ['reservation', 'since'],
    ],
    may: ['reservation'],
  },
};

const PATTERNS = {
  service: { pattern: /^[^/]+\/[^/]+$/, example: 'storage/minio' },
  since: { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, example: '2026-03-31' },
};

/** The texts of an entry, by field. */
type Texts = Omit<LockEntry, 'nodePort' | 'state'>;

/** The states that an entry can have. */
export const LOCK_STATES: readonly string[] = Object.keys(FIELDS);

/** Whether a text is one of the states. */
export function isLockState(text: unknown): text is LockState {
  return LOCK_STATES.includes(text as string);
}

/** Whether an entry of a state has the fields that it needs, and no others. */
export function fitsState(state: LockState, names: readonly string[]): boolean {
  const { needs, may } = FIELDS[state];
  return needs.some(
    (all) =>
      all.every((name) => names.includes(name)) && names.every((name) => all.includes(name) || may.includes(name)),
  );
}

/** The fields that an entry of a state needs, for a person to read. */
export function neededFields(state: LockState): string {
  return FIELDS[state].needs.map((names) => names.join(', ')).join(', or ');
}

/** A field whose text cannot be what the field is for. */
interface OddField {
  readonly name: string;
  readonly text: string;
  /** What the field looks like. */
  readonly example: string;
}

/** The first field whose text cannot be what the field is for; undefined where all can. */
export function oddField(texts: Texts): OddField | undefined {
  for (const [name, { pattern, example }] of Object.entries(PATTERNS)) {
    const text = texts[name as keyof typeof PATTERNS];
    if (text !== undefined && !pattern.test(text)) return { name, text, example };
  }
  return undefined;
}
