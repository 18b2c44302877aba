import { applyCommand, deleteCommand, patchCommand, upgradeCommand } from './plan-commands';
import { AppliedManifest } from './plan-report';
import { ApplyTool } from '../core/merge/apply-tools';
import { Step, StepKind } from '../core/plan/plan-steps';

/** Fewer consecutive applies than this are listed one by one. */
const MIN_RUN = 4;

/**
 * A step of a sequence for people: what it does, and the command for it; undefined if there is none.
 */
interface TypedStep {
  readonly text: string;
  readonly command?: string;
}

/** What determines the commands of a sequence. */
interface StepsContext {
  /** Whether the position of a step matters; long runs of other steps are merged. */
  readonly isNotable: (step: Step) => boolean;
  /** How the manifest of a Service is applied, by its place. */
  readonly manifestOf: (path: string) => AppliedManifest;
  /** The chart of a release. */
  readonly chart?: string;
}

/** A sequence as commands, in order. */
export function typedSteps(steps: readonly Step[], context: StepsContext): TypedStep[] {
  const typed: TypedStep[] = [];
  for (let at = 0; at < steps.length;) {
    const run = runAt(steps, at, context);
    typed.push(typedRun(run, context));
    at += run.length;
  }
  return typed;
}

/** The steps from an index on that one command can do. */
function runAt(steps: readonly Step[], at: number, context: StepsContext): readonly Step[] {
  const whole = wholeFile(steps, at, context);
  if (whole) return whole;
  let end = at;
  while (end < steps.length && isLike(steps[at], steps[end], context) && !context.isNotable(steps[end])) end++;
  const isDrawn = steps[at].kind === StepKind.DELETE ? end > at : end - at >= MIN_RUN;
  return steps.slice(at, isDrawn ? end : at + 1);
}

/** The applies of all Services of a file, if they are consecutive and in the same order as in the file. */
function wholeFile(steps: readonly Step[], at: number, { manifestOf }: StepsContext): readonly Step[] | undefined {
  const { kind, way, release } = steps[at];
  if (kind !== StepKind.APPLY || release) return undefined;
  const { companions = [] } = manifestOf(pathOf(steps[at]));
  const run = steps.slice(at, at + companions.length);
  const isWhole =
    companions.length > 1 &&
    companions.every(
      (each, index) =>
        run[index]?.kind === StepKind.APPLY &&
        pathOf(run[index]) === each &&
        JSON.stringify(run[index].way) === JSON.stringify(way),
    );
  return isWhole ? run : undefined;
}

/** The place of the manifest that a step applies. */
function pathOf({ documents: [document] = [] }: Step): string {
  return document?.path ?? '';
}

const CHANGES_BY_HAND: ReadonlySet<StepKind> = new Set([StepKind.MOVE_ASIDE, StepKind.WRITE_PORTS]);

/** Whether one command can do both steps. */
function isLike(a: Step, b: Step, { manifestOf }: StepsContext): boolean {
  if (a.kind !== b.kind || CHANGES_BY_HAND.has(a.kind) || a.release || b.release) return false;
  if (a.kind === StepKind.DELETE) return namespaceOf(a) === namespaceOf(b) && !a.interrupts && !b.interrupts;
  const [first, second] = [manifestOf(pathOf(a)), manifestOf(pathOf(b))];
  const hasFiles = first.file !== undefined && second.file !== undefined;
  return hasFiles && first.namespace === second.namespace && JSON.stringify(a.way) === JSON.stringify(b.way);
}

function namespaceOf({ service }: Step): string {
  return service.slice(0, service.indexOf('/'));
}

function typedRun(run: readonly Step[], { manifestOf, chart }: StepsContext): TypedStep {
  const [step] = run;
  switch (step.kind) {
    case StepKind.MOVE_ASIDE:
      return { text: `move ${step.service} aside`, command: patchCommand(step) };
    case StepKind.WRITE_PORTS:
      return { text: `give ${step.service} the ports of its manifest`, command: patchCommand(step) };
    case StepKind.DELETE:
      return {
        text: `delete ${listed(run)}${step.interrupts ? ', which nobody reaches until it is created again' : ''}`,
        command: deleteCommand(run.map(({ service }) => service)),
      };
    case StepKind.APPLY: {
      const { release, way = { tool: ApplyTool.KUBECTL } } = step;
      if (release) {
        return {
          text: `${step.installs ? 'install' : 'upgrade'} release ${release.name || 'RELEASE'}`,
          command: upgradeCommand(step, chart),
        };
      }
      const manifests = run.map((each) => manifestOf(pathOf(each)));
      const whole =
        run.length > 1 && manifests[0].companions
          ? [{ ...manifests[0], file: manifests[0].companionFile, lines: undefined }]
          : manifests;
      return { text: `apply ${listed(run)}`, command: applyCommand(whole, way) };
    }
  }
}

function listed(run: readonly Step[]): string {
  if (run.length <= 2) return run.map(({ service }) => service).join(' and ');
  return `${run.length} Services, from ${run[0].service} to ${run[run.length - 1].service}`;
}
