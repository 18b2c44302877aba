import { Problem } from '../core/findings/problem';
import { SnapshotNote } from '../core/live/snapshot';
import { Plan, PlanVerdict } from '../core/plan/plan';

/** How kubectl is told to apply the manifest of one Service. */
export interface AppliedManifest {
  /** Its file; undefined where that holds other Services too, and for standard input. */
  readonly file?: string;
  /** The namespace to name, for a manifest that names none. */
  readonly namespace?: string;
  /** Whether it has several protocols of one service port, which `kubectl apply` mixes up otherwise. */
  readonly needsServerSide: boolean;
}

/** A plan, and what it was made of, before it is put in one format or another. */
export interface PlanReport {
  /** The version of this tool. */
  readonly version: string;
  readonly cluster: string;
  readonly portRange: string;
  /** The name of the snapshot. */
  readonly snapshot: string;
  /** How the manifest of a Service, as namespace and name, is applied. */
  readonly manifestOf: (service: string) => AppliedManifest;
  /** Where a number stands in the snapshot. */
  readonly placeOf: (nodePort: number) => string;
  readonly plan: Plan;
  /** What is odd about the cluster. */
  readonly notes: readonly SnapshotNote[];
  /** Sorted: what was not read, and why. */
  readonly problems: readonly Problem[];
  readonly services: number;
  readonly files: number;
}

/** What a verdict means for who is about to apply. */
export const VERDICTS: Readonly<Record<PlanVerdict, string>> = {
  [PlanVerdict.SAFE]: 'every document is taken, in the order given',
  [PlanVerdict.RISKY]: 'it depends on what no snapshot tells whether every document is taken',
  [PlanVerdict.UNSAFE]: 'at least one document is refused in the order given',
};
