import { comparePaths, compareText } from './finding';
import { Severity } from './finding-kind';
import { LIMITS } from './limits';

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
  /** Whether it is about a template, of which a chart may have many. */
  readonly isTemplate?: boolean;
  /** Whether every node port was checked all the same, so that it refuses nothing. */
  readonly isComplete?: boolean;
}

/** The order in which problems are reported, whatever order they were met in. */
export function compareProblems(a: Problem, b: Problem): number {
  return comparePaths(a.path, b.path) || compareText(a.what, b.what);
}

/** The same problems, with those of many templates as one. */
export function gathered(problems: readonly Problem[]): Problem[] {
  const others = problems.filter(({ isTemplate }) => !isTemplate);
  const [first, ...more] = problems.filter(({ isTemplate }) => isTemplate).sort(compareProblems);
  if (first === undefined) return others;
  const { isTemplate, ...one } = first;
  if (more.length === 0) return [...others, one];
  const what =
    `it and ${more.length} more are templates, which are not manifests until they are rendered, so ` +
    `they were left out`;
  return [...others, { ...one, what }];
}

/** The same problems under `--strict`: each of them refuses that leaves something unchecked. */
export function strictProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => (problem.isComplete ? problem : { ...problem, severity: Severity.ERROR }));
}

/** As many of them as a report lists one by one, and one for the others. */
export function limitedProblems(problems: readonly Problem[]): readonly Problem[] {
  const others = problems.length - LIMITS.problems;
  if (others <= 0) return problems;
  const severity = problems.some((each) => each.severity === Severity.ERROR) ? Severity.ERROR : Severity.WARNING;
  const what = `there are ${others} more problems like these`;
  return [
    ...problems.slice(0, LIMITS.problems),
    { severity, path: 'the input', what, wayOut: 'Solve those that are listed, or read less at once' },
  ];
}
