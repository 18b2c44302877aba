// Kills writers of lock files, processes and worker threads, in the middle of their writes:
// `npm run soak -- --kills 10000 --seed 1`.
// No acknowledged write may be lost, no reader may see half a lock, and no killed writer may block the others.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
  },
});
const KILLS = Number(values.kills);
const LOCKS = 3;
const WRITERS = ['process', 'thread', 'thread', 'thread'];
/** Writers that write nothing for this time count as blocked: longer than any writer may hold the guard. */
const BLOCKED_MS = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'nodeport-soak-'));
const bundle = join(folder, 'writer.cjs');
buildSync({
  entryPoints: [join(import.meta.dirname, 'writer.ts')],
  bundle: true,
  platform: 'node',
  outfile: bundle,
  logLevel: 'error',
});
buildSync({
  entryPoints: [join(import.meta.dirname, '../../lib/io/records/lock-reader.ts')],
  bundle: true,
  platform: 'node',
  outfile: join(folder, 'reader.cjs'),
  logLevel: 'error',
});
const { readLock } = createRequire(import.meta.url)(join(folder, 'reader.cjs'));

// In its own process namespace, as in a container, if the system allows that.
const UNSHARE = ['unshare', '--pid', '--fork', '--kill-child'];
const mayUnshare = spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status === 0;

let seed = Number(values.seed);
const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
const totals = { process: 0, thread: 0, reads: 0, torn: 0, blocked: 0 };
const failures = [];

/** One writer of one lock, restarted whenever it is killed. */
class Writer {
  constructor(lock, index, kind) {
    Object.assign(this, {
      lock,
      kind,
      log: `${lock}.${index}.log`,
      args: [lock, `c${index}`, `${lock}.${index}.log`],
      acks: 0,
    });
    this.isContained = mayUnshare && kind === 'process' && index === 0 && Number(lock.match(/\d+(?=\.)/)) % 2 === 0;
    this.start();
  }

  start() {
    if (this.kind === 'thread') {
      this.worker = new Worker(bundle, { workerData: this.args });
      this.worker.on('error', (error) => failures.push(error.message));
      return;
    }
    const [command, ...args] = [...(this.isContained ? UNSHARE : []), process.execPath, bundle, ...this.args];
    this.child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.child.stderr.on('data', (text) => failures.push(String(text)));
  }

  async kill() {
    if (this.kind === 'thread') await this.worker.terminate();
    else await new Promise((resolve) => this.child.once('exit', resolve).kill('SIGKILL'));
  }

  /** The last line of its log. */
  lastLine() {
    return tail(this.log).trimEnd().split('\n').pop() ?? '';
  }
}

function tail(path) {
  let file;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, 256));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString();
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Kills writers of one lock, each some milliseconds after one of them has written something. */
async function torture(lock) {
  const writers = WRITERS.map((kind, index) => new Writer(lock, index, kind));
  const progress = () => writers.map((writer) => writer.lastLine()).join();
  for (let before = '', since = Date.now(); totals.process + totals.thread < KILLS;) {
    const now = progress();
    if (now === before) {
      if (Date.now() - since > BLOCKED_MS) {
        totals.blocked++;
        failures.push(`${lock}: nobody writes any more: ${now}`);
        break;
      }
      await sleep(2);
      continue;
    }
    await sleep(random() * 15);
    const victims = writers.filter(() => random() < 0.4);
    await Promise.all(victims.map((victim) => victim.kill()));
    for (const victim of victims) {
      if (victim.lastLine().startsWith('begin')) totals[victim.kind]++;
      victim.start();
    }
    since = Date.now();
    before = progress();
  }
  await Promise.all(writers.map((writer) => writer.kill()));
}

async function watch(lock) {
  while (!isDone) {
    await sleep(5);
    let text;
    try {
      text = readFileSync(lock, 'utf8');
    } catch {
      continue;
    }
    totals.reads++;
    try {
      readLock(lock, text);
    } catch (error) {
      totals.torn++;
      failures.push(error.message);
    }
  }
}

// Writers end by themselves once the heartbeat of this process stops.
const sign = join(folder, 'watched');
const showsSign = setInterval(() => writeFileSync(sign, ''), 1000);
writeFileSync(sign, '');

let isDone = false;
const start = Date.now();
const locks = Array.from({ length: LOCKS }, (_, index) => join(folder, `l${index}.lock.yaml`));
const watching = Promise.all(locks.map(watch));
await Promise.all(locks.map(torture));
isDone = true;
await watching;
clearInterval(showsSign);

const logs = readdirSync(folder)
  .filter((name) => name.endsWith('.log'))
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
const acknowledged = logs.filter((line) => line.startsWith('ack ')).length;
const lost = logs.filter((line) => line.startsWith('lost '));
// No later writer has checked the last write of each.
for (const lock of locks) {
  const text = readFileSync(lock, 'utf8');
  WRITERS.forEach((_, index) => {
    const last = Number(readFileSync(`${lock}.${index}.log`, 'utf8').match(/ack (\d+)(?![\s\S]*ack )/)?.[1] ?? 0);
    const section = readLock(lock, text).lock.get(`c${index}`);
    const has = Number(section?.entries[0].port.slice(1) ?? 0);
    if (has < last) lost.push(`lost ${last}: the lock has ${has}`);
  });
}
const kills = totals.process + totals.thread;
console.log(
  `${kills} killed writes (${totals.process} of processes` +
    `${mayUnshare ? ', half of them in process namespaces of their own' : ''}, ` +
    `${totals.thread} of worker threads) in ${Math.round((Date.now() - start) / 1000)} s, seed ${values.seed}: ` +
    `${acknowledged} acknowledged, ${lost.length} lost; ` +
    `${totals.reads} reads, ${totals.torn} torn; ${totals.blocked} blocked`,
);
for (const failure of [...lost, ...failures].slice(0, 20)) console.error(failure);
rmSync(folder, { recursive: true, force: true });
process.exit(lost.length + totals.torn + totals.blocked + failures.length + Number(kills < KILLS) > 0 ? 1 : 0);
