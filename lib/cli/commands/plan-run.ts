import { resolve } from 'node:path';
import { fileOfPlace } from '../../core/findings/place';
import { STDIN, hasUnread } from '../../core/findings/problem';
import { notesOf } from '../../core/live/snapshot';
import { ApplyTool, TOOL_NAMES } from '../../core/merge/apply-tools';
import { incompletePlan } from '../../core/plan/incomplete-plan';
import { PlanOptions } from '../../core/plan/parties';
import { PlanVerdict, planOf } from '../../core/plan/plan';
import { shellFlag } from '../../core/text/shell';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { PlanFormat, formatPlan } from '../../report/plan-formats';
import { AppliedManifest, PlanReport } from '../../report/plan-report';
import { versionOf } from '../args/cluster-options';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { tellProblems } from '../run/conclude';
import { configured } from '../run/configured';
import { heldNumbers } from '../run/held-numbers';
import { inputSettings } from '../run/input-settings';
import { Inputs, inNamespace, readInputs } from '../run/intake';
import { packageVersion } from '../version';
import { World, tell } from '../world';

/** Reads a snapshot and manifests, in the order in which they are applied, and reports what will happen. */
export async function runPlan({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const live = flags.text('live');
  if (live === undefined) {
    throw new UsageError(
      'Nothing to plan against. Take a snapshot with cdk8s-nodeport snapshot --output prod.snapshot.yaml, and ' +
        'name it with --live prod.snapshot.yaml',
    );
  }
  const file = SnapshotFile.read(live, resolve(world.cwd, live));
  const { snapshot } = file;
  const inputs = await readInputs(operands, snapshot.cluster, world, {
    keepsOrder: true,
    ...inputSettings(flags, world),
    command: `plan ${shellFlag('live', live)}`,
  });
  const namespace = flags.text('namespace');
  const services = inputs.services.map((service) => inNamespace(service, namespace ?? 'default'));
  const options = planOptions(flags, namespace ?? 'default');
  const { description = {} } = configured(flags, world);
  const plan = planOf(snapshot, services, {
    ...options,
    ...versionOf(flags, description),
    taken: heldNumbers(flags, snapshot.cluster, world),
  });
  const report: PlanReport = {
    version: packageVersion(),
    cluster: snapshot.cluster,
    portRange: `${snapshot.portRange}`,
    snapshot: live,
    manifestOf: appliedManifests(inputs, namespace),
    placeOf: (nodePort) => file.placeOf(nodePort),
    plan: hasUnread(inputs.problems) ? incompletePlan(plan) : plan,
    tool: options.tool ?? ApplyTool.KUBECTL,
    chart: flags.text('chart'),
    savedInput: operands.includes('-') ? SAVED_INPUT : undefined,
    notes: notesOf(snapshot),
    problems: inputs.problems,
    services: services.length,
    files: inputs.files,
  };
  return concludePlan(report, flags, world);
}

/**
 * The tool that applies the manifests, and what is deleted. Throws `UsageError` if flags contradict each other.
 */
function planOptions(flags: Flags, namespace: string): PlanOptions {
  const tool = flags.text('apply') as ApplyTool | undefined;
  const prune = flags.isOn('prune') ?? false;
  const release = flags.text('release');
  if (prune && (tool === ApplyTool.REPLACE || tool === ApplyTool.SERVER_SIDE)) {
    throw new UsageError(`${TOOL_NAMES[tool]} does not prune. Remove --prune, or use --apply kubectl`);
  }
  if (release !== undefined && tool !== ApplyTool.HELM) {
    throw new UsageError('Only Helm knows releases. Add --apply helm, or remove --release');
  }
  const forcesConflicts = flags.isOn('force-conflicts') || undefined;
  return { tool, prune, forcesConflicts, release: release === undefined ? undefined : { namespace, name: release } };
}

function concludePlan(report: PlanReport, flags: Flags, world: World): ExitCode {
  const {
    plan: { verdict },
    notes,
    problems,
  } = report;
  tellProblems(problems, world);
  for (const { text } of notes) tell(world, `warning: ${text}.`);
  world.stdout.write(formatPlan((flags.text('format') ?? 'text') as PlanFormat, report));
  // A part that was not read may ask for any number, so even a warning makes the plan fail.
  if (hasUnread(problems)) return ExitCode.COULD_NOT_RUN;
  const refuses = verdict === PlanVerdict.UNSAFE || (verdict === PlanVerdict.RISKY && flags.isOn('strict'));
  return refuses ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

/** The file name of standard input in proposed commands. */
const SAVED_INPUT = 'manifests.yaml';

/** How each document is applied: with its file if that holds no other, else by its lines. */
function appliedManifests({ services, lines }: Inputs, namespace: string | undefined): PlanReport['manifestOf'] {
  const places = services.map(({ owner }) => owner.path);
  const files = places.map(fileOfPlace);
  // One list for each file: a list for each of its Services would grow with the square of their number.
  const companionsOf = new Map<string, string[]>(files.map((file) => [file, []]));
  files.forEach((file, at) => companionsOf.get(file)?.push(places[at]));
  const manifests = new Map(
    services.map((service, at): [string, AppliedManifest] => {
      const file = files[at] === STDIN ? SAVED_INPUT : files[at];
      const companions = companionsOf.get(files[at]) ?? [];
      const span = lines.get(service);
      return [
        places[at],
        {
          ...(companions.length === 1
            ? { file }
            : { companions, companionFile: file, lines: span && { ...span, file } }),
          namespace: service.owner.namespace === undefined ? namespace : undefined,
        },
      ];
    }),
  );
  return (path) => manifests.get(path) ?? {};
}
