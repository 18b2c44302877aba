import { resolve } from 'node:path';
import { fileOfPlace } from '../../core/findings/finding';
import { STDIN } from '../../core/findings/problem';
import { notesOf } from '../../core/live/snapshot';
import { incompletePlan } from '../../core/plan/incomplete-plan';
import { PlanVerdict, planOf } from '../../core/plan/plan';
import { serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { planJson } from '../../report/plan-json';
import { PlanReport } from '../../report/plan-report';
import { planText } from '../../report/plan-text';
import { versionOf } from '../args/cluster-options';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { inputSettings } from '../args/input-options';
import { tellProblems } from '../run/conclude';
import { configured } from '../run/configured';
import { inNamespace, readInputs } from '../run/intake';
import { packageVersion } from '../version';
import { World, tell } from '../world';

/** Reads a snapshot and manifests, in the order in which they are applied, and says what will happen. */
export async function runPlan({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const live = flags.text('live');
  if (live === undefined) throw new UsageError('Nothing to plan against. Take a snapshot with cdk8s-nodeport snapshot --output prod.snapshot.yaml, and name it with --live prod.snapshot.yaml');
  const file = SnapshotFile.read(live, resolve(world.cwd, live));
  const { snapshot } = file;
  const intake = await readInputs(operands, snapshot.cluster, world, { keepsOrder: true, ...inputSettings(flags) });
  const namespace = flags.text('namespace');
  const desired = intake.services.map((service) => inNamespace(service, namespace ?? 'default'));
  const plan = planOf(snapshot, desired, { prune: flags.isOn('prune') ?? false, ...versionOf(flags, configured(flags, world).description ?? {}) });
  const report: PlanReport = {
    version: packageVersion(),
    cluster: snapshot.cluster,
    portRange: `${snapshot.portRange}`,
    snapshot: live,
    manifestOf: appliedManifests(desired, intake.services, namespace),
    placeOf: (nodePort) => file.placeOf(nodePort),
    plan: intake.problems.length > 0 ? incompletePlan(plan) : plan,
    notes: notesOf(snapshot),
    problems: intake.problems,
    services: desired.length,
    files: intake.files,
  };
  return conclude(report, flags, world);
}

function conclude(report: PlanReport, flags: Flags, world: World): ExitCode {
  const { plan: { verdict }, notes, problems } = report;
  tellProblems(problems, world);
  for (const { text } of notes) tell(world, `warning: ${text}.`);
  world.stdout.write(flags.text('format') === 'json' ? planJson(report) : planText(report));
  // What was left out may change everything, so a warning is enough.
  if (problems.length > 0) return ExitCode.COULD_NOT_RUN;
  const refuses = verdict === PlanVerdict.UNSAFE || (verdict === PlanVerdict.RISKY && flags.isOn('strict'));
  return refuses ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

/** How each Service is applied: by its file, where that holds no other. */
function appliedManifests(desired: readonly ServiceClaims[], written: readonly ServiceClaims[], namespace: string | undefined): PlanReport['manifestOf'] {
  const counts = new Map<string, number>();
  for (const file of desired.map(({ owner }) => fileOfPlace(owner.path))) counts.set(file, (counts.get(file) ?? 0) + 1);
  const manifests = new Map(desired.map((service, index) => {
    const { ports } = service.manifest;
    const file = fileOfPlace(service.owner.path);
    return [serviceKey(service.owner), {
      file: counts.get(file) === 1 && file !== STDIN ? file : undefined,
      namespace: written[index].owner.namespace === undefined ? namespace : undefined,
      needsServerSide: ports.some(({ port }, at) => ports.findIndex((other) => other.port === port) < at),
    }];
  }));
  return (service) => manifests.get(service) ?? { needsServerSide: false };
}
