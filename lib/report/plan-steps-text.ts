import { AppliedManifest } from './plan-report';
import { Step, StepKind } from '../core/plan/plan-steps';

/** Fewer applies than that are listed one by one. */
const LEAST_RUN = 4;

/**
 * A sequence as numbered lines, each with what to type.
 *
 * @param steps the sequence
 * @param isNotable whether a step is one whose place matters; others are drawn together where many follow one another
 * @param manifestOf how the manifest of a Service is applied
 */
export function stepLines(steps: readonly Step[], isNotable: (step: Step) => boolean, manifestOf: (service: string) => AppliedManifest): string[] {
  const lines: string[] = [];
  for (let at = 0; at < steps.length;) {
    const { kind } = steps[at];
    let end = at;
    while (end < steps.length && steps[end].kind === kind && !isNotable(steps[end])) end++;
    // What a pruning deletes in any case is not for anybody to type.
    const isDrawn = kind === StepKind.DELETE ? end > at : end - at >= LEAST_RUN;
    const run = steps.slice(at, isDrawn ? end : at + 1);
    const number = run.length === 1 ? `${at + 1}.` : `${at + 1}.-${at + run.length}.`;
    lines.push(`${number} ${isDrawn ? drawnTogether(run) : stepLine(run[0], manifestOf(run[0].service))}`);
    at += run.length;
  }
  return lines;
}

function drawnTogether(run: readonly Step[]): string {
  const [first, last] = [run[0].service, run[run.length - 1].service];
  const range = run.length === 1 ? first : `${run.length} more, from ${first} to ${last}`;
  return run[0].kind === StepKind.DELETE ? `let what prunes delete ${range}` : `apply ${range}, as they come`;
}

function stepLine(step: Step, manifest: AppliedManifest): string {
  switch (step.kind) {
    case StepKind.DELETE: return `delete ${step.service}: kubectl delete service ${target(step)}`;
    case StepKind.MOVE_ASIDE: return `move ${step.service} aside: ${editing(step)}`;
    case StepKind.APPLY: return `apply ${step.service}: ${applying(step.path ?? '', manifest)}`;
  }
}

/** A file of one Service is applied as it is; of several documents, that one. */
function applying(path: string, { file, namespace, needsServerSide }: AppliedManifest): string {
  const command = `kubectl apply${needsServerSide ? ' --server-side --force-conflicts' : ''}`;
  const inNamespace = namespace === undefined ? '' : ` -n ${quoted(namespace)}`;
  return file === undefined ? `the document at ${path} alone, with ${command}${inNamespace} -f -` : `${command}${inNamespace} -f ${quoted(file)}`;
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
