// How the processor time of `check` grows with its input, for shapes of input that are hard to read, each in a process
// of its own. Beyond n log n, more than two seconds, more than 400 MB, or an end other than an exit code, it fails.
//
//   npm run bounds -- [--most 1000000] [--shape 'keys in JSON']
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import type { ShapeRun } from './shape-run';
import { SHAPES } from './shapes';

/** n log n grows by about 1.1 between these sizes; the rest is the noise of a busy machine. */
const MAX_GROWTH = 1.4;
const MAX_MS = 2_000;
const MAX_MEGABYTES = 400;
/** A shorter run says more about the machine than about the input. */
const SHORTEST_MS = 20;
/** How often to measure again before a result counts, since the machine may have been busy. */
const ATTEMPTS = 3;

interface Row {
  readonly exponent: number;
  readonly ms: number;
  readonly megabytes: number;
  readonly isBounded: boolean;
}

/** The exponent of the growth: the slope of the line through all measurements, with both axes logarithmic. */
function exponentOf(runs: ShapeRun['runs']): number {
  const points = runs.filter(({ ms }) => ms >= SHORTEST_MS).map(({ characters, ms }) => [characters, ms].map(Math.log));
  if (points.length < 2) return 0;
  const mean = (axis: number) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return above / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

function rowOf({ runs, megabytes }: ShapeRun): Row {
  const exponent = exponentOf(runs);
  const { ms } = runs[runs.length - 1];
  return {
    exponent,
    ms,
    megabytes,
    isBounded: exponent <= MAX_GROWTH && ms <= MAX_MS && megabytes <= MAX_MEGABYTES,
  };
}

function measure(script: string, name: string, sizes: readonly number[]): Row {
  for (let attempt = 1; ; attempt++) {
    const printed = execFileSync(process.execPath, [script, name, sizes.join()], { encoding: 'utf8' });
    const row = rowOf(JSON.parse(printed) as ShapeRun);
    if (row.isBounded || attempt === ATTEMPTS) return row;
  }
}

/** The program that measures one shape, bundled so that it starts at once. */
function buildScript(folder: string): string {
  const outfile = join(folder, 'shape-run.js');
  // The library looks for its package beside its own files.
  const define = { __dirname: JSON.stringify(resolve('lib/io/files')) };
  buildSync({ entryPoints: ['test/bench/shape-run.ts'], bundle: true, platform: 'node', define, outfile });
  return outfile;
}

function main(): void {
  const { values } = parseArgs({
    options: { most: { type: 'string', default: '1000000' }, shape: { type: 'string' } },
  });
  const most = Number(values.most);
  const sizes = [10_000, 31_600, 100_000, 316_000, 1_000_000].filter((size) => size <= most);
  const names = Object.keys(SHAPES).filter((name) => values.shape === undefined || name === values.shape);
  const folder = mkdtempSync(join(tmpdir(), 'nodeport-bounds-'));
  try {
    const script = buildScript(folder);
    const rows = names.map((shape) => ({ shape, ...measure(script, shape, sizes) }));
    console.table(
      rows.map(({ shape, exponent, ms, megabytes, isBounded }) => ({
        shape,
        exponent: exponent.toFixed(2),
        [`ms at ${most}`]: Math.round(ms),
        MB: megabytes,
        bounded: isBounded,
      })),
    );
    const broken = rows.filter(({ isBounded }) => !isBounded).length;
    console.log(`${rows.length} shapes, ${broken} of them beyond their bounds.`);
    if (broken > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
