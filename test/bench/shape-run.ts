// Checks one shape at growing sizes, in a process of its own, and prints the processor time of each and the memory of
// all as JSON.
//
//   node shape-run.js 'keys in JSON' 10000,100000
import { SHAPES } from './shapes';
import { cli } from '../support/cli';

/** Every size is tried a few times, since a first run also pays for the compiler and for garbage of the run before. */
const MIN_RUNS = 3;
/** Runs shorter than this are repeated more often: they say more about the machine than about the input. */
const SHORT_MS = 100;
const MAX_RUNS = 5;

/** The cost of a shape. */
export interface ShapeRun {
  readonly runs: readonly { readonly characters: number; readonly ms: number }[];
  /** The largest resident set, in megabytes. */
  readonly megabytes: number;
}

/** Processor time in milliseconds: other processes of the machine do not count. */
async function millisecondsOf(stdin: string | Buffer): Promise<number> {
  const before = process.cpuUsage();
  const { code } = await cli(['check', '-', '--no-config'], { stdin });
  const { user, system } = process.cpuUsage(before);
  if (![0, 1, 2, 3].includes(code)) throw new Error(`exit code ${code}`);
  return (user + system) / 1000;
}

async function fastest(stdin: string | Buffer): Promise<number> {
  let ms = Infinity;
  for (let run = 0; run < MAX_RUNS && (run < MIN_RUNS || ms < SHORT_MS); run++) {
    ms = Math.min(ms, await millisecondsOf(stdin));
  }
  return ms;
}

async function main(name: string, sizes: readonly number[]): Promise<void> {
  const runs = [];
  for (const size of sizes) {
    const stdin = SHAPES[name](size);
    runs.push({ characters: stdin.length, ms: await fastest(stdin) });
  }
  const { maxRSS } = process.resourceUsage();
  const measured: ShapeRun = { runs, megabytes: Math.round(maxRSS / 1024) };
  console.log(JSON.stringify(measured));
}

void main(process.argv[2], process.argv[3].split(',').map(Number));
