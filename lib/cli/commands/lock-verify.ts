import { ClusterProfile } from '../../core/cluster/cluster-profile';
import { Ledger } from '../../core/ledger/ledger';
import { lockDisagreements } from '../../core/ledger/lock-check';
import { count } from '../../core/text/count';
import { lineStart, printable } from '../../core/text/printable';
import { realPath } from '../../io/files/links';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { conclude } from '../run/conclude';
import { inputSettings } from '../run/input-settings';
import { readInputs } from '../run/intake';
import { commandOnLock, onlyCluster, openLock } from '../run/open-lock';
import { destinations, requireFreeOutputs } from '../run/outputs';
import { packageVersion } from '../version';
import { World } from '../world';

/** Checks that a lock file can be read and, if manifests are named, that it agrees with them. */
export async function verifyLock({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const to = destinations(flags, world);
  const { file, clusters } = openLock(flags, world);
  if (operands.length === 0) {
    requireNoReport(flags);
    const sections = clusters.map((name) => file.section(name));
    const ports = sections.reduce((sum, section) => sum + (section?.entries.length ?? 0), 0);
    const names = printable(clusters.join(', ')) || 'no cluster';
    world.stdout.write(`${lineStart(file.path)} can be read: ${count(ports, 'port')} of ${names}.\n`);
    return ExitCode.CLEAN;
  }
  const { cluster, section } = onlyCluster(file, clusters, 'lock verify compares manifests with one cluster at a time');
  const intake = await readInputs(operands, cluster, world, inputSettings(flags, world));
  requireFreeOutputs(to, [...intake.paths, realPath(file.absolute)], world);
  const ledger = new Ledger(new ClusterProfile({ cluster, portRange: `${section.range}` }), intake.services);
  return conclude(
    {
      version: packageVersion(),
      cluster,
      portRange: `${section.range}`,
      findings: lockDisagreements(section, ledger, (nodePort) => file.placeOf(cluster, nodePort)),
      problems: intake.problems,
      files: intake.files,
      services: intake.services.length,
    },
    to,
    world,
  );
}

/** A lock alone is not reported in a format other than text. */
function requireNoReport(flags: Flags): void {
  const format = flags.texts('format').find((each) => each !== 'text');
  if (format === undefined && flags.texts('output').length === 0) return;
  const example = commandOnLock(flags, 'verify', '--format', format ?? 'json', 'dist/');
  throw new UsageError(`A report compares the lock with manifests. Name them, as in ${example}`);
}
