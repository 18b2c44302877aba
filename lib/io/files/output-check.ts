import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isInside, realPath } from './links';
import { isDevice } from './output-file';
import { statsOf } from './replacing';

/** What a command knows about the files around it. */
interface CommandFiles {
  /** The folder in which the command runs. */
  readonly folder: string;
  /** The files that it reads, by their real paths. */
  readonly inputs: readonly string[];
}

/** Why a path must not be written, as a clause; undefined if it may be. */
export function outputFault(path: string, { folder, inputs }: CommandFiles): string | undefined {
  const fault = linkFault(path, folder);
  if (fault !== undefined || isDevice(path)) return fault;
  const target = realPath(path);
  if (inputs.some((input) => isSameFile(target, input)) && !isReport(path)) {
    return 'it is one of the input files';
  }
  return isRecord(path) ? 'it is a lock or a snapshot' : undefined;
}

/** Why a link prevents writing to a path: its creator would choose which file is overwritten. */
export function linkFault(path: string, folder: string): string | undefined {
  if (isDevice(path)) return undefined;
  const target = realPath(path);
  const home = isInside(folder, path) ? realpathSync(folder) : realPath(dirname(path));
  return isInside(home, target) ? undefined : `it leads through a link to ${target}, outside ${home}`;
}

/** Whether two real paths are the same file, including hard links and case-insensitive file systems. */
function isSameFile(path: string, other: string): boolean {
  if (path === other) return true;
  if (basename(path).toLowerCase() !== basename(other).toLowerCase()) return false;
  const [a, b] = [path, other].map((each) => statSync(each, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Whether a file is a report of an earlier run, which may be in a checked folder. */
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
