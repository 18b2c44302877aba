import { readPlace } from '../core/finding';
import { Step, StepKind } from '../core/plan-steps';
import { STDIN } from '../core/problem';

/** Fewer steps than that are listed one by one. */
const LEAST_RUN = 4;

/**
 * A sequence as numbered lines, each with what to type.
 *
 * @param steps the sequence
 * @param isNotable whether a step is one whose place matters; others are drawn together where many follow one another
 * @param namespace what kubectl is told for manifests that name no namespace
 */
export function stepLines(steps: readonly Step[], isNotable: (step: Step) => boolean, namespace: string | undefined): string[] {
  const alone = filesOfOne(steps);
  const lines: string[] = [];
  for (let at = 0; at < steps.length;) {
    let end = at;
    while (end < steps.length && !isNotable(steps[end])) end++;
    const count = end - at >= LEAST_RUN ? end - at : 1;
    const number = count === 1 ? `${at + 1}.` : `${at + 1}.-${at + count}.`;
    lines.push(`${number} ${count === 1 ? stepLine(steps[at], alone, namespace) : `apply ${count} more, from ${steps[at].service} to ${steps[at + count - 1].service}, as they come`}`);
    at += count;
  }
  return lines;
}

function stepLine(step: Step, alone: ReadonlySet<string>, namespace: string | undefined): string {
  switch (step.kind) {
    case StepKind.DELETE: return `delete ${step.service}: kubectl delete service ${target(step)}`;
    case StepKind.MOVE_ASIDE: return `move ${step.service} aside: ${editing(step)}`;
    case StepKind.APPLY: return `apply ${step.service}: ${applying(step.path ?? '', alone)}${namespace === undefined ? '' : ` -n ${quoted(namespace)}`}`;
  }
}

/** A file of one Service is applied as it is; of several documents, that one. */
function applying(path: string, alone: ReadonlySet<string>): string {
  const file = readPlace(path)?.file ?? path;
  return alone.has(file) ? `kubectl apply -f ${quoted(file)}` : `the document at ${path}, with kubectl apply -f -`;
}

/** The files that hold one of the Services only. */
function filesOfOne(steps: readonly Step[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { path } of steps) {
    const file = path === undefined ? undefined : readPlace(path)?.file;
    if (file !== undefined && file !== STDIN) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, number]) => number === 1).map(([file]) => file));
}

/** kubectl hands the Service through an editor of streams: that needs nothing which the snapshot does not know. */
function editing(step: Step): string {
  const { moves = [], dropsHealthCheck = false } = step;
  // What an app was applied with last stands in an annotation, in JSON, and stays as it is.
  const edits = moves.map(({ from, to }) => `s/nodePort: ${from}$/nodePort: ${to}/`);
  if (dropsHealthCheck) edits.push('s/externalTrafficPolicy: Local/externalTrafficPolicy: Cluster/', '/healthCheckNodePort:/d');
  return `kubectl get service ${target(step)} -o yaml | sed '${edits.join('; ')}' | kubectl replace -f -`;
}

function target({ service }: Step): string {
  const [namespace, name] = service.split('/');
  return `${quoted(name)} -n ${quoted(namespace)}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
