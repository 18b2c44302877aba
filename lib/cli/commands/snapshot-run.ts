import { resolve } from 'node:path';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { SnapshotReading, readLiveServices } from '../../core/live/read-live-services';
import { Snapshot } from '../../core/live/snapshot';
import { serviceKey } from '../../core/service/claim';
import { TextStream } from '../../io/manifests/text-stream';
import { BY_HAND, printServices } from '../../io/records/kubectl';
import { parsePrinted } from '../../io/records/printed-services';
import { snapshotText, writeSnapshot } from '../../io/records/snapshot-writer';
import { count } from '../../report/report';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { kubectlTarget } from '../args/kubectl-options';
import { configured } from '../run/configured';
import { World, tell } from '../world';

/**
 * Records what kubectl prints. Oddities of the cluster are printed as warnings and do not stop the recording.
 */
export async function runSnapshot({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const odd = operands.find((operand) => operand !== '-');
  if (odd !== undefined) {
    throw new UsageError(
      `snapshot reads standard input or runs kubectl, and no file. Type cdk8s-nodeport snapshot - < ${odd}`,
    );
  }
  const { description = {} } = configured(flags, world);
  const portRange = PortRange.parse(flags.text('range') ?? description.portRange ?? DEFAULT_PORT_RANGE);
  const printed = operands.length > 0 ? await textOf(world.stdin) : printServices(kubectlTarget(flags), world);
  const { snapshot, notes } = read(printed, flags.text('cluster') ?? description.cluster ?? 'default', portRange);
  const output = flags.text('output');
  if (output === undefined || output === '-') world.stdout.write(snapshotText(snapshot));
  else writeSnapshot({ name: output, path: resolve(world.cwd, output), folder: world.cwd }, snapshot);
  for (const { text } of notes) tell(world, `warning: ${text}.`);
  tell(world, `${summary(snapshot)}${output === undefined ? '' : ` in ${output}`}.`);
  return ExitCode.CLEAN;
}

function read(printed: string, cluster: string, portRange: PortRange): SnapshotReading {
  const reading = readLiveServices(parse(printed), cluster, portRange);
  if (reading) return reading;
  throw new Error(`What kubectl printed is not a list of Services. Type ${BY_HAND}`);
}

function parse(printed: string): unknown {
  try {
    return parsePrinted(printed);
  } catch (error) {
    throw new Error(`What kubectl printed is neither JSON nor YAML: ${(error as Error).message}. Type ${BY_HAND}`);
  }
}

function summary({ ports }: Snapshot): string {
  return `${count(ports.length, 'node port')} of ${count(new Set(ports.map(serviceKey)).size, 'Service')}`;
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const text = new TextStream();
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(text.push(Buffer.from(chunk)));
  return Buffer.concat([...chunks, text.end()]).toString('utf8');
}
