import { resolve } from 'node:path';
import { Arguments, ExitCode, Flags, UsageError } from './command';
import { problemLine } from './conclude';
import { takeIn } from './intake';
import { writeEdit } from './lock-edit';
import { LOCK_FILE } from './open-lock';
import { Sorted, claimsOfRecords, sortOperands } from './records';
import { World } from './world';
import { Severity } from '../core/catalogue';
import { Claim } from '../core/claim';
import { importPorts } from '../core/lock-edits';
import { DEFAULT_PORT_RANGE, PortRange } from '../core/port-range';
import { LockFile } from '../io/lock-file';

/** Records the static ports that manifests and snapshots have already, so that an app which takes the Services over keeps them. */
export async function importIntoLock({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const sorted = sortOperands(operands);
  if (sorted.locks.length > 0) throw new UsageError(`${sorted.locks[0]} is a lock file, and only manifests and snapshots are imported. Name the lock that is written with --lock FILE`);
  const name = flags.text('lock') ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(world.cwd, name));
  const cluster = flags.text('cluster') ?? onlyOrDefault(file);
  const range = rangeOf(flags, file, cluster);
  const claims = await claimsIn(sorted, cluster, world);
  if (claims === undefined) return ExitCode.COULD_NOT_RUN;
  return writeEdit(file, cluster, importPorts(file.section(cluster), claims, range), 'recorded', world);
}

function onlyOrDefault({ path, clusters }: LockFile): string {
  const [only = 'default', ...others] = clusters;
  if (others.length === 0) return only;
  throw new UsageError(`${path} records ${clusters.join(', ')}, and ports are imported into one. Add --cluster ${only}`);
}

/** The range that the lock knows, which flags cannot change under its ports. */
function rangeOf(flags: Flags, file: LockFile, cluster: string): PortRange {
  const known = file.section(cluster)?.range;
  const range = PortRange.parse(flags.text('range') ?? known?.toString() ?? DEFAULT_PORT_RANGE);
  if (known === undefined || known.toString() === range.toString()) return range;
  throw new UsageError(`${file.path} has the range ${known} for ${cluster}, and --range says ${range}. Leave --range out, or give the registry of the app the other range and synthesize first`);
}

/** Undefined, with the reason said, where a part cannot be read: a half of the ports is no record. */
async function claimsIn(sorted: Sorted, cluster: string, world: World): Promise<Claim[] | undefined> {
  const live = claimsOfRecords(sorted, cluster, world);
  if (sorted.manifests.length === 0 && live.length > 0) return live;
  const { services, problems } = await takeIn(sorted.manifests, cluster, world, { demandsStatic: true });
  for (const problem of problems) world.stderr.write(`cdk8s-nodeport: ${problemLine(problem)}\n`);
  return problems.some(({ severity }) => severity === Severity.ERROR) ? undefined : [...live, ...services.flatMap((service) => service.claims)];
}
