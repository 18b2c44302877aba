// Many `assign` at once on one lock, as processes: `npm run soak:assign -- --rounds 20`. None may be refused, and no
// number may be given twice.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    // A run decides anew up to 20 times, each time because another has changed the lock. Of 20 runs, the unluckiest is
    // the last one, which needs all of its attempts; of more, it may be refused rightly.
    runs: { type: 'string', default: '20' },
  },
});
const [ROUNDS, RUNS] = [Number(values.rounds), Number(values.runs)];
const ROOT = join(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'nodeport-soak-'));
const bundle = join(folder, 'command.cjs');
const entry = `
  import { main } from './lib/cli/main';
  import { processWorld } from './lib/cli/world';
  main(process.argv.slice(2), processWorld()).then((code) => { process.exitCode ??= code; });
`;
buildSync({
  stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
  bundle: true,
  platform: 'node',
  outfile: bundle,
  logLevel: 'error',
  define: { __dirname: JSON.stringify(join(ROOT, 'lib/io/files')) },
});

const service = (name) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, labels: { nodeport.cdk8s.io/assign: static } }
spec:
  type: NodePort
  ports:
    - port: 80
`;

/** Starts all of a round at once, and returns those that were refused. */
async function storm(cwd) {
  const runs = Array.from({ length: RUNS }, (_, index) => `s${index}`);
  for (const name of runs) writeFileSync(join(cwd, `${name}.yaml`), service(name));
  const env = { ...process.env, CI: '' };
  const ends = await Promise.all(
    runs.map(
      (name) =>
        new Promise((resolve) => {
          const child = spawn(process.execPath, [bundle, 'assign', `${name}.yaml`], {
            cwd,
            env,
            stdio: ['ignore', 'ignore', 'pipe'],
          });
          let text = '';
          child.stderr.on('data', (data) => (text += data));
          child.on('close', (code) => resolve({ code, text }));
        }),
    ),
  );
  const numbers = runs.map((name) => readFileSync(join(cwd, `${name}.yaml`), 'utf8').match(/nodePort: (\d+)/)?.[1]);
  const lock = readFileSync(join(cwd, 'nodeports.lock.yaml'), 'utf8');
  return {
    refused: ends.filter(({ code }) => code !== 0).map(({ text }) => text),
    twice: numbers.length - new Set(numbers).size,
    unrecorded: runs.filter((name, index) => !lock.includes(`${numbers[index]}: { service: default/${name},`)).length,
  };
}

const start = Date.now();
const totals = { refused: [], twice: 0, unrecorded: 0 };
for (let round = 0; round < ROUNDS; round++) {
  const { refused, twice, unrecorded } = await storm(mkdtempSync(join(folder, 'round-')));
  totals.refused.push(...refused);
  totals.twice += twice;
  totals.unrecorded += unrecorded;
}
rmSync(folder, { recursive: true, force: true });
console.log(
  `${ROUNDS} times ${RUNS} assign at once in ${Math.round((Date.now() - start) / 1000)} s: ` +
    `${totals.refused.length} refused, ` +
    `${totals.twice} numbers given twice, ${totals.unrecorded} not recorded`,
);
for (const text of totals.refused.slice(0, 5)) console.error(text);
process.exit(totals.refused.length + totals.twice + totals.unrecorded > 0 ? 1 : 0);
