import { comparePaths, compareText } from './finding';
import { Severity } from './finding-kind';

/** What places in standard input are called by. */
export const STDIN = 'stdin';

/** Why an input, or a part of it, was not checked. */
export interface Problem {
  /** An error makes the answer incomplete; a warning says what was left out on purpose. */
  readonly severity: Severity;
  /** A file, or a place in it. */
  readonly path: string;
  readonly what: string;
  readonly wayOut: string;
}

/** The order in which problems are reported, whatever order they were met in. */
export function compareProblems(a: Problem, b: Problem): number {
  return comparePaths(a.path, b.path) || compareText(a.what, b.what);
}
