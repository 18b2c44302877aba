// What the library adds to an app in Python: plain cdk8s, and the same app with a registry and assigned ports, side by
// side in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../languages/parts/command';
import { installLibrary, type PythonParts, pythonParts } from '../languages/parts/python';

/** Rounds alternate between the variants, so that whatever slows the machine for a while slows both. */
const ROUNDS = Number(process.argv[2] ?? 5);

/** Half the size of the app in TypeScript, since every call crosses over to the kernel. */
const SCENARIOS = [
  {
    name: 'Python, typical: 1,000 objects, 200 Services of which 60 are assigned, 1 chart',
    charts: 1,
    services: 200,
    assigned: 60,
    others: 4,
  },
  { name: 'Python, the same in 27 charts', charts: 27, services: 200, assigned: 60, others: 4 },
];

/** The milliseconds of one run: of its synth, and of everything. */
interface Times {
  readonly synth: number;
  readonly run: number;
}

/** The times of a run of each variant, plain first. */
function round(parts: PythonParts, folder: string, scenario: object, isReversed: boolean): Times[] {
  const times: Times[] = [];
  for (const isWatched of isReversed ? [true, false] : [false, true]) {
    const args = [scenario, join(folder, 'dist'), isWatched].map((each) => JSON.stringify(each));
    const env = { ...process.env, PYTHONPATH: join(folder, 'site-packages') };
    times[Number(isWatched)] = JSON.parse(must(parts.python, [join(__dirname, 'app.py'), ...args], { env })) as Times;
  }
  return times;
}

async function main(parts: PythonParts): Promise<void> {
  const { at, ratio } = await import('./figures.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'bench-python-'));
  installLibrary(parts, folder);
  const rows = SCENARIOS.map((scenario) => {
    round(parts, folder, scenario, false); // writes the lock, and unpacks the packages into the kernel's cache
    const rounds = Array.from({ length: ROUNDS }, (_, count) => round(parts, folder, scenario, count % 2 > 0));
    const [plain, watched] = [0, 1].map((variant) =>
      at(
        0.5,
        rounds.map((times) => times[variant].synth),
      ),
    );
    return {
      'app': scenario.name,
      'plain synth, ms': plain.toFixed(1),
      'with library, ms': watched.toFixed(1),
      'ratio': ratio(rounds, 'synth'),
      'ratio of the whole run': ratio(rounds, 'run'),
    };
  });
  rmSync(folder, { recursive: true });
  console.table(rows);
}

let parts: PythonParts | undefined;
try {
  parts = pythonParts();
} catch (error) {
  console.error(`Python is left out, since its parts are missing: ${(error as Error).message}`);
}
if (parts) void main(parts);
