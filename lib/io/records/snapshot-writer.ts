import { dirname } from 'node:path';
import { SnapshotFile } from './snapshot-file';
import { printSnapshot } from './snapshot-text';
import { PRINT_SERVICES } from '../../core/live/read-live-services';
import { Snapshot } from '../../core/live/snapshot';
import { fileOperand, shellWord } from '../../core/text/shell';
import { writeAtomically } from '../files/atomic-file';
import { linkFault } from '../files/output-check';
import { cannotWrite, isDevice, makeFolder, writeOutput } from '../files/output-file';
import { statsOf } from '../files/replacing';

const EXAMPLE = '--output prod.snapshot.yaml';

/** A file to write. */
interface SnapshotTarget {
  /** Its name in messages. */
  readonly name: string;
  readonly path: string;
  /** The folder in which the command runs: a link must not lead a snapshot out of it. */
  readonly folder: string;
}

/** The text of a snapshot. Throws if it could not be read back, because no later command could use it. */
export function snapshotText(snapshot: Snapshot): string {
  const text = printSnapshot(snapshot);
  const problem = problemWith(text);
  if (problem === undefined) return text;
  throw new Error(`What kubectl printed cannot be recorded: ${problem}. Take it from a cluster: ${PRINT_SERVICES}`);
}

/**
 * Writes a snapshot to a file atomically, and creates its folder. An identical snapshot is not touched.
 *
 * Throws if that would overwrite a different kind of file, or a full snapshot with an empty one: an empty answer
 * usually means that the user lacks permission.
 */
export function writeSnapshot({ name, path, folder }: SnapshotTarget, snapshot: Snapshot): void {
  const text = snapshotText(snapshot);
  if (isDevice(path)) {
    writeOutput(path, text, EXAMPLE);
    return;
  }
  const fault = linkFault(path, folder);
  if (fault !== undefined) {
    throw new Error(`${name}: ${fault}, so nothing was written. Name another file, such as ${EXAMPLE}`);
  }
  requireReplaceable(name, path, snapshot);
  try {
    makeFolder(dirname(path));
    writeAtomically(path, text);
  } catch (error) {
    throw cannotWrite(path, error as Error, EXAMPLE);
  }
}

/** A file with other contents is left alone, because it may be hand-written. */
function requireReplaceable(name: string, path: string, { ports }: Snapshot): void {
  if (!statsOf(path)?.size) return;
  const before = heldBy(name, path);
  if (before === undefined) {
    const wayOut = `Name another file, such as ${EXAMPLE}, or remove it first`;
    throw new Error(`${name} exists and is not a snapshot, so it was not overwritten. ${wayOut}`);
  }
  if (before === 0 || ports.length > 0) return;
  const wayOut = `If the cluster really holds none, remove the file first: rm ${shellWord(fileOperand(name))}`;
  throw new Error(
    `${name} holds ${before} node ports and the cluster printed none, so it was not overwritten. ${wayOut}`,
  );
}

/** How many node ports a snapshot holds; undefined if the file is not a snapshot. */
function heldBy(name: string, path: string): number | undefined {
  try {
    return SnapshotFile.read(name, path).snapshot.ports.length;
  } catch {
    return undefined;
  }
}

/** Why a text does not read back as the same snapshot. */
function problemWith(text: string): string | undefined {
  try {
    return printSnapshot(SnapshotFile.parse(text, 'snapshot').snapshot) === text
      ? undefined
      : 'it would be read as something else';
  } catch (error) {
    return (error as Error).message.replace(/\. [^]*$/, '');
  }
}
