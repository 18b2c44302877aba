/** Why a request is refused. */
export interface Refusal {
  /** The HTTP status of the API server's answer; 0 where it is the tool that refuses. */
  readonly status: number;
  /** What the API server or the tool answers. */
  readonly error: string;
  /** The finding that says the same of a manifest by itself. */
  readonly code?: string;
  readonly nodePort?: number;
  /** Whether a pick of the API server may happen to be just what is wanted. */
  readonly unlessLucky?: boolean;
  /** The Services of which one is refused where nobody knows which: those that a new release creates at once. */
  readonly oneOf?: readonly string[];
}
