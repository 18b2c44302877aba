import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isInside, realPath } from './links';
import { isDevice } from './output-file';
import { statsOf } from './replacing';

/** What a command knows about the files around it. */
export interface Surroundings {
  /** The folder in which the command runs. */
  readonly folder: string;
  /** The files that it reads, by their true paths. */
  readonly inputs: readonly string[];
}

/** Why nothing is written to a path, as a clause; undefined where it may be. */
export function outputFault(path: string, { folder, inputs }: Surroundings): string | undefined {
  const fault = linkFault(path, folder);
  if (fault !== undefined || isDevice(path)) return fault;
  const target = realPath(path);
  if (inputs.some((input) => isSameFile(target, input)) && !isReport(path)) {
    return 'it is one of the files that are read';
  }
  return isRecord(path) ? 'it is a lock or a snapshot' : undefined;
}

/** Why a path is not written because of a link: whoever put it there would decide which file is overwritten. */
export function linkFault(path: string, folder: string): string | undefined {
  if (isDevice(path)) return undefined;
  const target = realPath(path);
  const home = isInside(folder, path) ? realpathSync(folder) : realPath(dirname(path));
  return isInside(home, target) ? undefined : `a link leads from there to ${target}, outside of ${home}`;
}

/**
 * Whether two true paths are one file, also by a second link, or in other letters where the disk does not tell them
 * apart.
 */
function isSameFile(path: string, other: string): boolean {
  if (path === other) return true;
  if (basename(path).toLowerCase() !== basename(other).toLowerCase()) return false;
  const [a, b] = [path, other].map((each) => statSync(each, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Whether a file is a report of an earlier run, which a folder that is checked may hold. */
function isReport(path: string): boolean {
  return headOf(path).includes('"name": "cdk8s-nodeport"');
}

function isRecord(path: string): boolean {
  const head = headOf(path);
  return /\.(lock|snapshot)\.ya?ml$/.test(path) || (/^version: \d/m.test(head) && /^(clusters|portRange):/m.test(head));
}

function headOf(path: string): string {
  if (!statsOf(path)?.isFile()) return '';
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(2048);
    return bytes.toString('utf8', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
