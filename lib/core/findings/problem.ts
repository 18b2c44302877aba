import { Severity } from './finding-kind';
import { LIMITS } from '../limits';
import { comparePaths, compareText } from './place';

/** The file name of places in standard input. */
export const STDIN = 'stdin';

/** Why an input, or a part of it, was not checked. */
export interface Problem {
  /** An error makes the result incomplete; a warning names something that was skipped on purpose. */
  readonly severity: Severity;
  /** A file, or a place in one. */
  readonly path: string;
  readonly what: string;
  readonly wayOut: string;
  /** Whether it is about a template; a chart may have many. */
  readonly isTemplate?: boolean;
  /** Whether every node port was checked despite it, so that it never makes a check fail. */
  readonly isComplete?: boolean;
  /** Whether everything was read despite it, so that a plan knows each node port; only a strict check fails. */
  readonly isRead?: boolean;
}

/** The problems because of which a part of the input that may ask for node ports was not read. */
export function unreadOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ isComplete, isRead }) => !isComplete && !isRead);
}

/** Whether a part of the input that may ask for node ports was not read. */
export function hasUnread(problems: readonly Problem[]): boolean {
  return unreadOf(problems).length > 0;
}

/** The order in which problems are reported, independent of the order in which they were found. */
export function compareProblems(a: Problem, b: Problem): number {
  return comparePaths(a.path, b.path) || compareText(a.what, b.what);
}

/** The same problems, with those about many templates merged into one. */
export function withTemplatesMerged(problems: readonly Problem[]): Problem[] {
  const others = problems.filter(({ isTemplate }) => !isTemplate);
  const [first, ...more] = problems.filter(({ isTemplate }) => isTemplate).sort(compareProblems);
  if (first === undefined) return others;
  const { isTemplate, ...one } = first;
  if (more.length === 0) return [...others, one];
  const what = `it and ${more.length} more are templates that have to be rendered first, so they were skipped`;
  return [...others, { ...one, what }];
}

/** The same problems under `--strict`: those that leave something unchecked are errors. */
export function strictProblems(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => (problem.isComplete ? problem : { ...problem, severity: Severity.ERROR }));
}

/** The problems that a report lists one by one, plus one that counts the rest. */
export function limitedProblems(problems: readonly Problem[]): readonly Problem[] {
  const others = problems.length - LIMITS.problems;
  if (others <= 0) return problems;
  const severity = problems.some((each) => each.severity === Severity.ERROR) ? Severity.ERROR : Severity.WARNING;
  const what = `${others} more problems are not listed`;
  return [
    ...problems.slice(0, LIMITS.problems),
    { severity, path: 'the input', what, wayOut: 'Fix those that are listed, or read fewer files at once' },
  ];
}
