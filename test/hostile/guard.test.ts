// Writers of one lock that are stopped or die while they hold its guard, in processes, namespaces and threads of their
// own.
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { LockFile } from '../../lib/io/records/lock-file';

const bundles = mkdtempSync(join(tmpdir(), 'nodeport-writer-'));
const writer = join(bundles, 'writer.cjs');
let folder = '';
let lock = '';

beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, 'fixtures', 'lock-writer.ts')],
    bundle: true,
    platform: 'node',
    outfile: writer,
  });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nodeport-guard-'));
  lock = join(folder, 'l.lock.yaml');
});

afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(bundles, { recursive: true }));

const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child'];
/** A prefix that runs a command in its own process namespace, if the system allows that. */
const CONTAINED = spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'true']).status === 0 ? NAMESPACE : [];

function launch(cluster: string, delay: number, before: readonly string[]): ChildProcess {
  const [command, ...args] = [...before, process.execPath, writer, lock, cluster, String(delay)];
  return spawn(command, args, { stdio: 'ignore' });
}

/** Starts a writer, and returns how it ends. */
function start(cluster: string, delay: number, before: readonly string[] = []): Promise<number | null> {
  return ended(launch(cluster, delay, before));
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => void child.once('exit', resolve));
}

async function untilHolding(cluster: string): Promise<void> {
  while (!existsSync(`${lock}.${cluster}.holds`)) await sleep(10);
}

const clusters = () => LockFile.read(lock).clusters;

test('guard-race: three writers lose nothing to a dead guard and to a holder that is stopped too long', async () => {
  mkdirSync(join(folder, '.l.lock.yaml.guard'));
  writeFileSync(join(folder, '.l.lock.yaml.guard', '500-1-dead'), '');
  const a = start('A', 2000);
  await untilHolding('A');
  expect(await Promise.all([a, start('B', 900), start('C', 0)])).toEqual([0, 0, 0]);
  expect(clusters()).toEqual(['A', 'B', 'C']);
});

test('guard-namespace: two containers on one folder lose nothing, though neither sees the other', async () => {
  const a = start('A', 1500, CONTAINED);
  await untilHolding('A');
  expect(await Promise.all([start('B', 0, CONTAINED), a])).toEqual([0, 0]);
  expect(clusters()).toEqual(['A', 'B']);
});

test('container-guard: a container that was killed while it wrote blocks none of its successors', async () => {
  const container = launch('A', 60_000, CONTAINED);
  await untilHolding('A');
  container.kill('SIGKILL');
  await ended(container);
  expect(existsSync(lock)).toBe(false);
  expect([await start('B', 0, CONTAINED), await start('C', 0)]).toEqual([0, 0]);
  expect(clusters()).toEqual(['B', 'C']);
});

test('worker-terminate: a thread that is terminated while it writes blocks not even its own process', async () => {
  const worker = new Worker(writer, { workerData: [lock, 'A', '60000'] });
  await untilHolding('A');
  await worker.terminate();
  expect(await start('B', 0)).toBe(0);
  expect(clusters()).toEqual(['B']);
});
