import { resolve } from 'node:path';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { SnapshotReading, readLiveServices } from '../../core/live/read-live-services';
import { ReleaseManifest, helmNamespaces } from '../../core/live/release-manifest';
import { Snapshot } from '../../core/live/snapshot';
import { serviceKey } from '../../core/service/claim';
import { count } from '../../core/text/count';
import { shellWord } from '../../core/text/shell';
import { hasReleases, readReleases, releasesIn } from '../../io/records/helm-releases';
import { BY_HAND, Kubectl, WITH_RELEASES, lastLine, printServices } from '../../io/records/kubectl';
import { parsePrinted } from '../../io/records/printed-services';
import { snapshotText, writeSnapshot } from '../../io/records/snapshot-writer';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { kubectlTarget } from '../args/kubectl-options';
import { configured } from '../run/configured';
import { pipedText } from '../run/piped-input';
import { World, tell } from '../world';

/**
 * Records what kubectl prints. Oddities of the cluster are printed as warnings and do not stop the recording.
 */
export async function runSnapshot({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const odd = operands.find((operand) => operand !== '-');
  if (odd !== undefined) {
    throw new UsageError(
      `snapshot takes no file. Pipe what kubectl printed into it: cdk8s-nodeport snapshot - < ${shellWord(odd)}`,
    );
  }
  const { description = {} } = configured(flags, world);
  const portRange = PortRange.parse(flags.text('range') ?? description.portRange ?? DEFAULT_PORT_RANGE);
  const isPiped = operands.length > 0;
  const printed = parse(isPiped ? await pipedText(world.stdin) : printServices(kubectlTarget(flags), world));
  const releases = isPiped ? pipedReleases(printed) : releasesOnCluster(printed, flags, world);
  const cluster = flags.text('cluster') ?? description.cluster ?? 'default';
  const { snapshot, notes } = read(printed, cluster, portRange, releases.manifests);
  const output = flags.text('output');
  if (output === undefined || output === '-') world.stdout.write(snapshotText(snapshot));
  else writeSnapshot({ name: output, path: resolve(world.cwd, output), folder: world.cwd }, snapshot);
  for (const text of [...notes.map((note) => note.text), ...releases.notes]) tell(world, `warning: ${text}.`);
  tell(world, `${summary(snapshot)}${output === undefined ? '' : ` in ${output}`}.`);
  return ExitCode.CLEAN;
}

/** What is known of Helm's releases. */
interface Releases {
  readonly manifests?: readonly ReleaseManifest[];
  readonly notes: readonly string[];
}

/** The releases in the Secrets that were piped in with the Services. */
function pipedReleases(printed: unknown): Releases {
  if (hasReleases(printed)) return { manifests: releasesIn(printed), notes: [] };
  return helmNamespaces(printed).length === 0 ? { notes: [] } : { notes: [`${UNREAD}. ${INCLUDE}`] };
}

/** The releases in the Secrets of the cluster, if Helm left any trace at its Services. */
function releasesOnCluster(printed: unknown, flags: Flags, world: World): Releases {
  const namespaces = helmNamespaces(printed);
  if (flags.isOn('no-secrets') || namespaces.length === 0) return { notes: [] };
  const reading = readReleases(new Kubectl(kubectlTarget(flags), world), namespaces);
  if ('manifests' in reading) return { manifests: reading.manifests, notes: [] };
  const reason = `kubectl get secrets failed: ${lastLine(reading.failure)}`;
  return { notes: [`${UNREAD}, because ${reason}. ${INCLUDE}, or add --no-secrets`] };
}

const UNREAD = 'the last manifests of Helm releases are not in this snapshot, so some plans will be risky';
const INCLUDE = `To include them, run ${WITH_RELEASES} where the Secrets may be read`;

function read(
  printed: unknown,
  cluster: string,
  portRange: PortRange,
  manifests: readonly ReleaseManifest[] | undefined,
): SnapshotReading {
  const reading = readLiveServices(printed, cluster, portRange, manifests);
  if (reading) return reading;
  throw new Error(`What kubectl printed is not a list of Services. Run ${BY_HAND}`);
}

function parse(printed: string): unknown {
  try {
    return parsePrinted(printed);
  } catch (error) {
    throw new Error(`What kubectl printed is neither JSON nor YAML: ${(error as Error).message}. Run ${BY_HAND}`);
  }
}

function summary({ ports }: Snapshot): string {
  return `${count(ports.length, 'node port')} of ${count(new Set(ports.map(serviceKey)).size, 'Service')}`;
}
