import { Problem } from '../core/findings/problem';
import { SnapshotNote } from '../core/live/snapshot';
import { ApplyTool } from '../core/merge/apply-tools';
import { Plan, PlanVerdict } from '../core/plan/plan';

/** How to apply the manifest of one Service with kubectl. */
export interface AppliedManifest {
  /** Its file, if that contains no other Service. */
  readonly file?: string;
  /** The lines of its document, if its file contains others. */
  readonly lines?: { readonly file: string; readonly first: number; readonly last: number };
  /** The documents of its file in their order, by their places, if there are several, and that file. */
  readonly companions?: readonly string[];
  readonly companionFile?: string;
  /** The namespace to pass for a manifest that names none. */
  readonly namespace?: string;
}

/** A plan and its inputs, independent of the format. */
export interface PlanReport {
  /** The version of this tool. */
  readonly version: string;
  readonly cluster: string;
  readonly portRange: string;
  /** The name of the snapshot. */
  readonly snapshot: string;
  /** How the manifest of a Service is applied, by its place. */
  readonly manifestOf: (path: string) => AppliedManifest;
  /** The place of a number in the snapshot. */
  readonly placeOf: (nodePort: number) => string;
  readonly plan: Plan;
  /** The tool that was asked for. */
  readonly tool: ApplyTool;
  /** The chart to name in commands. */
  readonly chart?: string;
  /** The file to save standard input to before typing a sequence; undefined if nothing was read from there. */
  readonly savedInput?: string;
  /** Unusual things about the cluster. */
  readonly notes: readonly SnapshotNote[];
  /** What was not read, and why; sorted. */
  readonly problems: readonly Problem[];
  readonly services: number;
  readonly files: number;
  /** How much is left out of a report that would be too large; undefined if it is whole. */
  readonly unlisted?: number;
}

/** What each verdict means. */
export const VERDICTS: Readonly<Record<PlanVerdict, string>> = {
  [PlanVerdict.SAFE]: 'every document is accepted in the given order, with the numbers in its manifest',
  [PlanVerdict.RISKY]: 'a document may be refused, or a Service may get other numbers than its manifest says',
  [PlanVerdict.UNSAFE]: 'at least one document is refused in the given order',
};
