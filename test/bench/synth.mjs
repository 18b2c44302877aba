// What the library adds to a synth: plain cdk8s and the same app with a registry, side by side in one run.
// Plain JavaScript on the compiled library, so that nothing but Node runs it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Bench } from 'tinybench';
import { NodePortRegistry } from '../../build/index.js';

/** Rounds of the two variants in turn, so that whatever slows the machine for a while slows both. */
const ROUNDS = 7;

/** Apps of so many charts and Services, so many of these pinned, with so many objects of other kinds for each Service. */
const SCENARIOS = [
  { name: 'worst case: 2,700 Services, 1 chart', charts: 1, services: 2700, pinned: 86, others: 0 },
  { name: 'worst case: 2,700 Services, 27 charts', charts: 27, services: 2700, pinned: 86, others: 0 },
  { name: 'half of it: 1,350 Services, 27 charts', charts: 27, services: 1350, pinned: 86, others: 0 },
  { name: 'all pinned: 2,700 Services with 2,614 findings, 27 charts', charts: 27, services: 2700, pinned: 2700, others: 0 },
  { name: 'typical: 2,000 objects, 400 Services, 1 chart', charts: 1, services: 400, pinned: 86, others: 4 },
  { name: 'typical: 2,000 objects, 400 Services, 27 charts', charts: 27, services: 400, pinned: 86, others: 4 },
];

/** A platform of many Services; the registry is all that the two variants differ in. */
function build({ charts, services, pinned, others }, outdir, isWatched) {
  const app = new App({ outdir });
  // Far more Services than static ports: their warnings are made and accepted, so that the terminal is not what is measured.
  if (isWatched) new NodePortRegistry(app, 'NodePorts').accept(app, 'pinned-in-dynamic-band', 'a benchmark');
  const scopes = Array.from({ length: charts }, (_, index) => new Chart(app, `chart-${index}`, { namespace: `team-${index}` }));
  for (let index = 0; index < services; index++) {
    const scope = scopes[index % charts];
    const service = new kplus.Service(scope, `service-${index}`, {
      metadata: { name: `service-${index}` },
      type: kplus.ServiceType.NODE_PORT,
      ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: index < pinned ? 30000 + index : undefined }],
    });
    service.selectLabel('app', `service-${index}`);
    for (let other = 0; other < others; other++) addOther(scope, `other-${index}-${other}`, other);
  }
  return app;
}

function addOther(scope, id, kind) {
  if (kind % 2 === 0) new kplus.ConfigMap(scope, id, { data: { 'app.properties': 'key=value\n', 'level': 'info' } });
  else new kplus.Deployment(scope, id, { containers: [{ image: 'nginx:1.27', portNumber: 8080, envVariables: { LEVEL: kplus.EnvValue.fromValue('info') } }] });
}

/** Milliseconds of one synth of each variant, plain first: the fastest of a round's samples, the one least disturbed. */
async function round(scenario, outdir, order) {
  const bench = new Bench({ time: 0, iterations: 3, warmup: false });
  for (const isWatched of order) {
    let app;
    const beforeEach = () => {
      app = build(scenario, outdir, isWatched);
      globalThis.gc?.();
    };
    bench.add(String(isWatched), () => app.synth(), { beforeEach });
  }
  await bench.run();
  return [false, true].map((isWatched) => {
    const { result } = bench.getTask(String(isWatched));
    if (result.state !== 'completed') throw result.error ?? new Error(`A benchmark ended as ${result.state}`);
    return result.latency.min;
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
const rows = [];
for (const scenario of SCENARIOS) {
  await round(scenario, outdir, [false, true]);
  const rounds = [];
  for (let count = 0; count < ROUNDS; count++) rounds.push(await round(scenario, outdir, count % 2 === 0 ? [false, true] : [true, false]));
  const [plain, watched] = [0, 1].map((variant) => median(rounds.map((times) => times[variant])));
  rows.push({
    'app': scenario.name,
    'plain, ms': plain.toFixed(1),
    'with registry, ms': watched.toFixed(1),
    'ratio': median(rounds.map(([a, b]) => b / a)).toFixed(3),
    'µs a Service': ((watched - plain) * 1000 / scenario.services).toFixed(1),
  });
}
rmSync(outdir, { recursive: true });
console.table(rows);
