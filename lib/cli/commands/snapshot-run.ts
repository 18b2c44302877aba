import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { Snapshot, SnapshotReading, readLiveServices } from '../../core/live/snapshot';
import { serviceKey } from '../../core/service/claim';
import { writeOutput } from '../../io/files/output-file';
import { TextStream } from '../../io/manifests/text-stream';
import { BY_HAND, printServices } from '../../io/records/kubectl';
import { SnapshotFile, printSnapshot, writeSnapshot } from '../../io/records/snapshot-file';
import { count } from '../../report/report';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { configured } from '../run/configured';
import { World, tell } from '../world';

/** Reads what kubectl prints, and writes it down; what is odd about the cluster is said, and keeps nothing from being written. */
export async function runSnapshot({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const odd = operands.find((operand) => operand !== '-');
  if (odd !== undefined) throw new UsageError(`snapshot reads standard input or runs kubectl, and no file. Type cdk8s-nodeport snapshot - < ${odd}`);
  const { description = {} } = configured(flags, world);
  const portRange = PortRange.parse(flags.text('range') ?? description.portRange ?? DEFAULT_PORT_RANGE);
  const target = { context: flags.text('context'), kubeconfig: flags.text('kubeconfig') };
  const printed = operands.length > 0 ? await textOf(world.stdin) : printServices(target, world);
  const { snapshot, notes } = read(printed, flags.text('cluster') ?? description.cluster ?? 'default', portRange);
  const output = flags.text('output');
  if (output === undefined || output === '-') world.stdout.write(printSnapshot(snapshot));
  else write(output, resolve(world.cwd, output), snapshot);
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
    return JSON.parse(printed.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`What kubectl printed is not JSON: ${(error as Error).message}. Type ${BY_HAND}`);
  }
}

/** A file that holds something else is left alone, since it may be what somebody wrote; to a device, text is just sent. */
function write(name: string, path: string, snapshot: Snapshot): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() && stats.size > 0) requireSnapshot(name, path);
  if (stats && !stats.isFile()) writeOutput(path, printSnapshot(snapshot));
  else writeSnapshot(path, snapshot);
}

function requireSnapshot(name: string, path: string): void {
  try {
    SnapshotFile.read(name, path);
  } catch {
    throw new Error(`${name} exists and is not a snapshot, so it is left as it is. Name another file, such as --output prod.snapshot.yaml, or remove it first`);
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
