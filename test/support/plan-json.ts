import { Step } from '../../lib/core/plan/plan-steps';

/** The parts of `plan --format json` that tests look at. */
export interface PlanJson {
  readonly verdict: 'safe' | 'risky' | 'unsafe';
  readonly refusals: readonly RefusalJson[];
  readonly risks: readonly { readonly service: string; readonly nodePort?: number; readonly because: string }[];
  readonly hazards: readonly {
    readonly kind: string;
    readonly failsAsGiven: boolean;
    readonly sequence?: readonly Step[];
  }[];
  readonly sequence?: readonly Step[];
  readonly sequenceRisks: readonly object[];
  readonly changes: readonly ChangeJson[];
}

/** A document that is refused. */
export interface RefusalJson {
  readonly document: number;
  readonly service: string;
  readonly status: number;
  readonly error: string;
  readonly isUncertain?: boolean;
  /** Services of which one is refused, without saying which. */
  readonly oneOf?: readonly string[];
}

/** What happens to a port. */
export interface ChangeJson {
  readonly kind: string;
  readonly service: string;
  readonly port: string;
  readonly from?: number;
  readonly to?: number;
}
