import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { usageError } from '../../core/findings/finding';
import { fileOperand, shellWord } from '../../core/text/shell';
import { readText } from '../files/pieces';

/** Throws `lock-invalid` where the lock could not be written: it is written last, so this is checked first. */
export function requireFolder(path: string, absolute: string): void {
  if (path === '') {
    const wayOut = "Write lockFile: 'nodeports.lock.yaml'";
    throw usageError('lock-invalid', { who: 'lockFile', what: 'it is empty', wayOut });
  }
  if (statSync(dirname(absolute), { throwIfNoEntry: false })?.isDirectory()) return;
  const wayOut = `Create it: mkdir -p ${shellWord(fileOperand(dirname(path)))}`;
  throw usageError('lock-invalid', { who: path, what: 'its folder does not exist', wayOut });
}

/** The text of a lock file; undefined if there is none. Throws `lock-invalid` if it cannot be read. */
export function readLockText(path: string, absolute: string): string | undefined {
  try {
    return withoutLineEnds(readText(absolute));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw usageError('lock-invalid', {
      who: path,
      what: `it cannot be read: ${message}`,
      wayOut: 'Name a file that can be read and written, such as nodeports.lock.yaml',
    });
  }
}

/** The text as this library writes it: a checkout may have changed the ends of its lines, which does not matter. */
export function withoutLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** The way out for a lock that lost what it recorded. */
export function howToRestore(path: string): string {
  return `Restore it from version control: git checkout -- ${shellWord(fileOperand(path))}`;
}
