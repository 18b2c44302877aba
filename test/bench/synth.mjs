// What the library adds to a synth: plain cdk8s and the same app with a registry, side by side in one run.
// Plain JavaScript on the compiled library, so that nothing but Node runs it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bench } from 'tinybench';
import { at, ratio } from './figures.mjs';

/** Rounds alternate between the variants, so that whatever slows the machine for a while slows both. */
const ROUNDS = Number(process.argv[2] ?? 11);
const VARIANTS = [false, true];

/** As many Services as a cluster can have, and an app as people write them, without and with assigned ports. */
const WORST = { charts: 1, services: 2700, pinned: 86, others: 0 };
const TYPICAL = { charts: 1, services: 400, pinned: 86, others: 4 };
const ASSIGNED = { ...TYPICAL, pinned: 60, assigned: 60 };

/**
 * The size of each app; `others` is the number of other objects per Service. The last row shows how far two equal apps
 * differ.
 */
const SCENARIOS = [
  { ...WORST, name: 'worst case: 2,700 Services, 1 chart' },
  { ...WORST, name: 'worst case: 2,700 Services, 27 charts', charts: 27 },
  { ...WORST, name: 'half of it: 1,350 Services, 27 charts', charts: 27, services: 1350 },
  { ...WORST, name: 'all pinned: 2,700 Services with 2,614 findings, 27 charts', charts: 27, pinned: 2700 },
  { ...TYPICAL, name: 'typical: 2,000 objects, 400 Services, 1 chart' },
  { ...TYPICAL, name: 'typical: 2,000 objects, 400 Services, 27 charts', charts: 27 },
  { ...ASSIGNED, name: 'the same in 1 chart, 60 Services assigned and locked' },
  { ...ASSIGNED, name: 'the same in 27 charts, 60 Services assigned and locked', charts: 27 },
  { ...ASSIGNED, name: 'the same in 1 chart, built and synthesized, 60 locked ports used', isUsed: true },
  { ...ASSIGNED, name: 'the same without a lock: 60 ports chosen while it is built', isUsed: true, isUnlocked: true },
  {
    ...WORST,
    name: 'twice the worst case: 5,400 Services, 1 chart',
    services: 5400,
    portRange: '24000-32767',
  },
  { ...TYPICAL, name: 'control: typical, 1 chart, plain cdk8s beside itself', isControl: true },
];

/** One synth in a new process: a build runs cold code once, and no earlier sample may disturb it. */
function synth(scenario, outdir, isWatched) {
  const args = [scenario, outdir, isWatched && !scenario.isControl].map((each) => JSON.stringify(each));
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', fileURLToPath(new URL('app.mjs', import.meta.url)), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** The times of one synth of each variant, plain first. */
async function round(scenario, outdir, order) {
  const bench = new Bench({ time: 0, iterations: 1, warmup: false, throws: true });
  const cpu = [];
  for (const isWatched of order) {
    bench.add(String(isWatched), () => {
      const times = synth(scenario, outdir, isWatched);
      cpu[Number(isWatched)] = times.cpu;
      return { overriddenDuration: times.wall };
    });
  }
  await bench.run();
  return VARIANTS.map((isWatched) => ({
    wall: bench.getTask(String(isWatched)).result.latency.min,
    cpu: cpu[Number(isWatched)],
  }));
}

const rows = [];
for (const scenario of SCENARIOS) {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const rounds = [];
  for (let count = 0; count < ROUNDS; count++)
    rounds.push(await round(scenario, outdir, count % 2 === 0 ? VARIANTS : VARIANTS.toReversed()));
  const [plain, watched] = [0, 1].map((variant) =>
    at(
      0.5,
      rounds.map((times) => times[variant].wall),
    ),
  );
  rows.push({
    'app': scenario.name,
    'plain, ms': plain.toFixed(1),
    'with library, ms': watched.toFixed(1),
    'ratio': ratio(rounds, 'wall'),
    'ratio of processor time': ratio(rounds, 'cpu'),
    'µs a Service': (
      (at(
        0.5,
        rounds.map(([a, b]) => b.wall - a.wall),
      ) *
        1000) /
      scenario.services
    ).toFixed(1),
  });
  rmSync(outdir, { recursive: true });
}
console.table(rows);
