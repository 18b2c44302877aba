import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceGuarded } from '../../../lib/io/files/guarded-file';

/** Every call that a writer makes of the file system: between any two of them it may be stopped, or killed. */
const CALLS = [
  'chmodSync',
  'closeSync',
  'existsSync',
  'fsyncSync',
  'mkdirSync',
  'openSync',
  'readFileSync',
  'readdirSync',
  'realpathSync',
  'renameSync',
  'rmSync',
  'rmdirSync',
  'statSync',
  'writeFileSync',
  'writeSync',
] as const;

const folders: string[] = [];
let clock = 0;
let onCall = (): void => undefined;

beforeEach(() => {
  // Who waits does so in no time, by a clock that only waiting moves on.
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  jest.spyOn(Atomics, 'wait').mockImplementation(() => {
    clock += 50;
    return 'timed-out';
  });
  for (const name of CALLS) {
    const call = fs[name] as (...args: unknown[]) => unknown;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      onCall();
      // What a disk has after a power failure is nothing that a test could see, and takes its time.
      return name === 'fsyncSync' ? undefined : call.apply(fs, args);
    }) as never);
  }
});

afterEach(() => {
  onCall = () => undefined;
  jest.restoreAllMocks();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

function newFile(): string {
  folders.push(fs.mkdtempSync(join(tmpdir(), 'nodeport-guarded-')));
  return join(folders[folders.length - 1], 'names');
}

/** Adds a line to a file, as an app adds its cluster to a lock. */
function add(path: string, line: string): void {
  replaceGuarded(path, (current = '') => `${current}${line}\n`);
}

function linesOf(path: string): string[] {
  return fs.readFileSync(path, 'utf8').trimEnd().split('\n').sort();
}

/** Runs work, and something else right before its n-th call of the file system; how many calls it made by itself. */
function interrupted(at: number, work: () => void, interruption: () => void): number {
  const outer = onCall;
  let count = 0;
  onCall = () => {
    outer();
    if (count++ !== at) return;
    const own = onCall;
    onCall = () => undefined;
    interruption();
    onCall = own;
  };
  try {
    work();
  } finally {
    onCall = outer;
  }
  return count;
}

class Killed extends Error {}

/** Kills work right before its n-th call: it gets to make no other, not even to clean up. */
function killed(at: number, work: () => void): boolean {
  let count = 0;
  onCall = () => {
    if (count++ >= at) throw new Killed();
  };
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  } finally {
    onCall = () => undefined;
  }
}

test('a writer that is stopped anywhere until another has evicted it and finished loses nothing', () => {
  let calls = 1;
  for (let at = 0; at < calls; at++) {
    const path = newFile();
    add(path, 'zero');
    calls = interrupted(
      at,
      () => add(path, 'one'),
      () => add(path, 'two'),
    );
    expect(linesOf(path)).toEqual(['one', 'two', 'zero']);
  }
  expect(calls).toBeGreaterThan(20);
});

test('two stopped writers lose nothing, even if the second is stopped while it evicts the first', () => {
  for (let first = 0, calls = 1; first < calls; first++) {
    // Every fifth call of the second is enough: over all calls of the first, each has its turn.
    for (let second = first % 5, inner = 5; second < inner; second += 5) {
      const path = newFile();
      calls = interrupted(
        first,
        () => add(path, 'one'),
        () => {
          inner = interrupted(
            second,
            () => add(path, 'two'),
            () => add(path, 'three'),
          );
        },
      );
      expect(linesOf(path)).toEqual(['one', 'three', 'two']);
    }
  }
});

test('a writer that is killed anywhere leaves a whole file, and blocks nobody', () => {
  for (let at = 0, isKilled = true; isKilled; at++) {
    const path = newFile();
    add(path, 'zero');
    isKilled = killed(at, () => add(path, 'one'));
    expect([['zero'], ['one', 'zero']]).toContainEqual(linesOf(path));
    const before = linesOf(path);
    add(path, 'two');
    expect(linesOf(path)).toEqual([...before, 'two'].sort());
  }
});
