/** What the API server answered to a claim. */
export enum ClaimAnswer {
  /** Somebody has it. */
  TAKEN = 'taken',
  /** It is ours, but other fields of it are managed by another tool. */
  MANAGED = 'managed',
  /** Tenancy gives the port, or its namespace, to others. */
  NOT_YOURS = 'not-yours',
  /** Whoever asks may not write claims at all. */
  FORBIDDEN = 'forbidden',
  /** The cluster has no claims: their definition is missing. */
  NO_DEFINITION = 'no-definition',
  /** There is no such claim. */
  NOT_FOUND = 'not-found',
  /** Anything else. */
  UNKNOWN = 'unknown',
}

/** In this order: a refusal by tenancy is a Forbidden one too. */
const ANSWERS: readonly (readonly [RegExp, ClaimAnswer])[] = [
  [/\(AlreadyExists\)|is already claimed by/, ClaimAnswer.TAKEN],
  [/Apply failed with \d+ conflict/, ClaimAnswer.MANAGED],
  [/ may not claim node port | may neither claim node port /, ClaimAnswer.NOT_YOURS],
  [/no matches for kind|doesn't have a resource type/, ClaimAnswer.NO_DEFINITION],
  [/the server could not find the requested resource/, ClaimAnswer.NO_DEFINITION],
  [/\(NotFound\)/, ClaimAnswer.NOT_FOUND],
  [/\(Forbidden\)/, ClaimAnswer.FORBIDDEN],
];

/** Reads what kubectl printed on standard error when a claim was refused. */
export function readAnswer(stderr: string): ClaimAnswer {
  return ANSWERS.find(([pattern]) => pattern.test(stderr))?.[1] ?? ClaimAnswer.UNKNOWN;
}

/** The field managers that a conflict names, such as `kubectl-client-side-apply`. */
export function managersIn(stderr: string): string[] {
  return [...new Set([...stderr.matchAll(/conflicts? with "([^"]+)"/g)].map(([, manager]) => manager))];
}

/** What the API server wrote itself, without the words that kubectl puts around it. */
export function messageIn(stderr: string): string {
  const text = stderr
    .trim()
    .replace(/^Error from server(?: \(\w+\))?: /, '')
    .replace(/^error: /, '')
    .replace(/^error when \w+ "[^"]*": /, '');
  const policy = /denied request: ([^]*)$/.exec(text);
  return (policy?.[1] ?? text.split('\n')[0]).replace(/[.?]$/, '');
}
