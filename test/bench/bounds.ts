// How the time of `check` grows with its input, for shapes of input that are hard to read. Beyond n log n, more than
// two seconds, or an
// end other than an exit code, it fails.
//
//   npm run bounds -- [--most 1000000] [--shape 'keys in JSON']
import { parseArgs } from 'node:util';
import { SHAPES, Shape } from './shapes';
import { cli } from '../support/cli';

/** n log n grows by about 1.1 between these sizes; the rest is the noise of a busy machine. */
const MOST_GROWTH = 1.4;
const MOST_MS = 2_000;
/** Shorter than this, a run says more about the machine than about the input. */
const SHORTEST_MS = 20;

interface Measured {
  readonly characters: number;
  readonly ms: number;
}

async function measure(shape: Shape, size: number): Promise<Measured> {
  const stdin = shape(size);
  let ms = Infinity;
  for (let run = 0; run < 3 && (run === 0 || ms < MOST_MS / 4); run++) {
    const began = performance.now();
    const { code } = await cli(['check', '-', '--no-config'], { stdin });
    if (![0, 1, 2, 3].includes(code)) throw new Error(`exit code ${code}`);
    ms = Math.min(ms, performance.now() - began);
  }
  return { characters: stdin.length, ms };
}

/** The exponent of the growth: the slope of the line through all that was measured, both sides by their logarithms. */
function exponentOf(measured: readonly Measured[]): number {
  const points = measured
    .filter(({ ms }) => ms >= SHORTEST_MS)
    .map(({ characters, ms }) => [Math.log(characters), Math.log(ms)]);
  if (points.length < 2) return 0;
  const mean = (axis: number) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return above / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { most: { type: 'string', default: '1000000' }, shape: { type: 'string' } },
  });
  const most = Number(values.most);
  const sizes = [10_000, 31_600, 100_000, 316_000, 1_000_000].filter((size) => size <= most);
  const rows = [];
  for (const [name, shape] of Object.entries(SHAPES).filter(
    ([each]) => values.shape === undefined || each === values.shape,
  )) {
    const measured: Measured[] = [];
    for (const size of sizes) measured.push(await measure(shape, size));
    const [largest] = measured.slice(-1);
    const exponent = exponentOf(measured);
    const isBounded = exponent <= MOST_GROWTH && largest.ms <= MOST_MS;
    rows.push({
      shape: name,
      exponent: exponent.toFixed(2),
      [`ms at ${most}`]: Math.round(largest.ms),
      bounded: isBounded,
    });
  }
  console.table(rows);
  const broken = rows.filter(({ bounded }) => !bounded);
  console.log(
    `${rows.length} shapes, ${broken.length} of them beyond their bounds; at most ` +
      `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at any time.`,
  );
  if (broken.length > 0) process.exitCode = 1;
}

void main();
