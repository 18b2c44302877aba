// One synth in a process of its own, as in a build: prints its wall-clock and processor time in milliseconds.
// Called by synth.mjs with a scenario, and whether the app has a registry.
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { NodePortRegistry, StaticNodePortService } from '../../build/index.js';

/** A platform of many Services; the two variants differ only in the registry, and in who chooses the first numbers. */
function build(
  { charts, services, pinned, others, assigned = 0, isUsed = false, isUnlocked = assigned === 0, portRange },
  outdir,
  isWatched,
) {
  const app = new App({ outdir });
  // Far more Services than static ports: their warnings are accepted, so that the terminal is not measured.
  const lock = isUnlocked ? { withoutLock: true } : { lockFile: join(outdir, 'nodeports.lock.yaml'), frozen: false };
  if (isWatched)
    new NodePortRegistry(app, 'NodePorts', { portRange, ...lock }).accept(app, 'pinned-in-dynamic-band', 'a benchmark');
  const scopes = Array.from(
    { length: charts },
    (_, index) => new Chart(app, `chart-${index}`, { namespace: `team-${index}` }),
  );
  for (let index = 0; index < services; index++) {
    const scope = scopes[index % charts];
    const isAssigned = isWatched && index < assigned;
    const props = {
      metadata: { name: `service-${index}` },
      ports: [
        {
          name: 'http',
          port: 80,
          targetPort: 8080,
          nodePort: index < pinned && !isAssigned ? 30000 + index : undefined,
        },
      ],
    };
    const service = isAssigned
      ? new StaticNodePortService(scope, `service-${index}`, props)
      : new kplus.Service(scope, `service-${index}`, { ...props, type: kplus.ServiceType.NODE_PORT });
    service.selectLabel('app', `service-${index}`);
    if (isUsed && index < assigned)
      new kplus.ConfigMap(scope, `link-${index}`, {
        data: { url: `http://node:${isAssigned ? service.nodePortOf('http') : 30000 + index}` },
      });
    for (let other = 0; other < others; other++) addOther(scope, `other-${index}-${other}`, other);
  }
  return app;
}

function addOther(scope, id, kind) {
  if (kind % 2 === 0) new kplus.ConfigMap(scope, id, { data: { 'app.properties': 'key=value\n', 'level': 'info' } });
  else
    new kplus.Deployment(scope, id, {
      containers: [
        { image: 'nginx:1.27', portNumber: 8080, envVariables: { LEVEL: kplus.EnvValue.fromValue('info') } },
      ],
    });
}

const [scenario, outdir, isWatched] = process.argv.slice(2).map((text) => JSON.parse(text));
// Numbers that are asked for are chosen while the app is built, so building it counts there.
const built = scenario.isUsed ? undefined : build(scenario, outdir, isWatched);
// Garbage from building the app must not count for the synth.
globalThis.gc?.({ type: 'minor' });
const before = process.cpuUsage();
const start = performance.now();
const app = built ?? build(scenario, outdir, isWatched);
app.synth();
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
