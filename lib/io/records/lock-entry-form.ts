import { LockEntry, LockState } from '../../core/lock/lock';

/** The required and optional fields of an entry in each state. */
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

/** Whether an entry in a state has the fields that it needs, and no others. */
export function fitsState(state: LockState, names: readonly string[]): boolean {
  const { needs, may } = FIELDS[state];
  return needs.some(
    (all) =>
      all.every((name) => names.includes(name)) && names.every((name) => all.includes(name) || may.includes(name)),
  );
}

/** The fields that an entry in a state needs, as readable text. */
export function neededFields(state: LockState): string {
  return FIELDS[state].needs.map((names) => names.join(', ')).join(', or ');
}

/** A field whose value has the wrong format. */
interface OddField {
  readonly name: string;
  readonly text: string;
  /** An example of the right format. */
  readonly example: string;
}

/** The first field whose value has the wrong format; undefined if there is none. */
export function oddField(texts: Texts): OddField | undefined {
  for (const [name, { pattern, example }] of Object.entries(PATTERNS)) {
    const text = texts[name as keyof typeof PATTERNS];
    if (text !== undefined && !pattern.test(text)) return { name, text, example };
  }
  return undefined;
}
