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
  /** Whether it is about a template, of which a chart may have many. */
  readonly isTemplate?: boolean;
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
  const what = `it and ${more.length} more are templates, which are not manifests until they are rendered, so they were left out`;
  return [...others, { ...one, what }];
}
