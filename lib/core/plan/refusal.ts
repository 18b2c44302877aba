import { ApplyTool } from '../merge/apply-tools';

/** Why a request is refused. */
export interface Refusal {
  /** The HTTP status of the API server's answer; 0 if the tool itself refuses. */
  readonly status: number;
  /** The tool, if it refuses by itself. */
  readonly by?: ApplyTool;
  /** The message of the API server or the tool. */
  readonly error: string;
  /** The finding that reports the same for a manifest alone. */
  readonly code?: string;
  readonly nodePort?: number;
  /** Whether it may be accepted after all, since it depends on a pick of the API server or on what is unknown. */
  readonly isUncertain?: boolean;
  /** The Services of which one is refused, though it is unknown which: a new release creates them at once. */
  readonly oneOf?: readonly string[];
}

/** A document that will be refused if the documents are applied in the given order. */
export interface PlannedRefusal extends Refusal {
  /** Its index among the Services of the input. */
  readonly document: number;
  readonly service: string;
  /** Where the number is requested. */
  readonly path: string;
}
