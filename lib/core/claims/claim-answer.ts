/** How the API server answered a claim. */
export enum ClaimAnswer {
  /** The port already has an owner. */
  TAKEN = 'taken',
  /** The claim is ours, but another tool manages some of its fields. */
  MANAGED = 'managed',
  /** Tenancy assigns the port, or its namespace, to someone else. */
  NOT_YOURS = 'not-yours',
  /** The user may not write claims at all. */
  FORBIDDEN = 'forbidden',
  /** The definition of claims is missing from the cluster. */
  NO_DEFINITION = 'no-definition',
  /** The claim does not exist. */
  NOT_FOUND = 'not-found',
  /** Anything else. */
  UNKNOWN = 'unknown',
}

/** Order matters: a refusal by tenancy is also a Forbidden error. */
const ANSWERS: readonly (readonly [RegExp, ClaimAnswer])[] = [
  [/\(AlreadyExists\)|is already claimed by/, ClaimAnswer.TAKEN],
  [/Apply failed with \d+ conflict/, ClaimAnswer.MANAGED],
  [/ may not claim (or release )?node port /, ClaimAnswer.NOT_YOURS],
  [/no matches for kind|doesn't have a resource type/, ClaimAnswer.NO_DEFINITION],
  [/the server could not find the requested resource/, ClaimAnswer.NO_DEFINITION],
  [/\(NotFound\)/, ClaimAnswer.NOT_FOUND],
  [/\(Forbidden\)/, ClaimAnswer.FORBIDDEN],
];

/** Reads kubectl's standard error after a claim was refused. */
export function readAnswer(stderr: string): ClaimAnswer {
  return ANSWERS.find(([pattern]) => pattern.test(stderr))?.[1] ?? ClaimAnswer.UNKNOWN;
}

/** The field managers that a conflict names, such as `kubectl-client-side-apply`. */
export function managersIn(stderr: string): string[] {
  return [...new Set([...stderr.matchAll(/conflicts? with "([^"]+)"/g)].map(([, manager]) => manager))];
}

/** The API server's own message, without the text that kubectl adds around it. */
export function messageIn(stderr: string): string {
  const text = stderr
    .trim()
    .replace(/^Error from server(?: \(\w+\))?: /, '')
    .replace(/^error: /, '')
    .replace(/^error when \w+ "[^"]*": /, '');
  const policy = /denied request: ([^]*)/.exec(text);
  return (policy?.[1] ?? text.split('\n')[0]).replace(/[.?]$/, '');
}
