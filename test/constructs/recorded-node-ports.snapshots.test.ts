import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { NodePortRegistry, RecordedNodePorts, StaticNodePortService } from 'cdk8s-nodeport';
import { refusalsOf, staticService, tempApp } from '../support/apps';
import { tempFolder } from '../support/lock';
import { newLock, synth } from '../support/locked-app';

describe('the snapshot of a live cluster', () => {
  const newSnapshot = (...lines: string[]): string => {
    const path = join(tempFolder(), 'prod.snapshot.yaml');
    const ports = lines.map((line) => `  - { ${line}, kind: node-port, servicePort: 80, protocol: TCP }\n`).join('');
    writeFileSync(path, `version: 1\ncluster: prod\nportRange: 30000-32767\nports:${ports ? `\n${ports}` : ' []\n'}`);
    return path;
  };
  const counting = (path: string) => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromSnapshot(path)],
    });
    return { app, registry, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
  };
  const assigned = (chart: Chart, name: string) =>
    new StaticNodePortService(chart, name, { metadata: { name }, ports: [{ name: 'web', port: 80 }] });
  const numbers = (registry: NodePortRegistry) =>
    registry
      .claims()
      .filter((claim) => claim.assigned)
      .map(({ nodePort }) => nodePort);

  test('refuses a live port to all but the Service that has it, whatever its port is called', () => {
    const path = newSnapshot('port: 30010, service: shop/web, name: http');
    const { app, chart } = counting(path);
    staticService(chart, 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
    staticService(chart, 'thief', 30010);
    expect(refusalsOf(app).join()).not.toContain('[shop/web]');
    expect(refusalsOf(app)).toContainEqual(
      expect.stringMatching(
        /^\[shop\/thief\] .*node port 30010 is held by .*prod\.snapshot\.yaml:5:13 \(Service shop\/web, port "http", live\)\. Choose another: \d+ .*\(port-reserved\)$/,
      ),
    );
  });

  test('keeps its ports from being assigned to others', () => {
    const live = Array.from({ length: 85 }, (_, index) => `port: ${30000 + index}, service: others/s${index}`);
    const { registry, chart } = counting(newSnapshot(...live));
    assigned(chart, 'web');
    expect(numbers(registry)).toEqual([30085]);
  });

  test('lets a Service without a number keep its live one, with or without a port name', () => {
    const { app, registry, chart } = counting(
      newSnapshot('port: 30010, service: shop/web, name: web', 'port: 30011, service: shop/plain'),
    );
    assigned(chart, 'web');
    new StaticNodePortService(chart, 'plain', { metadata: { name: 'plain' }, ports: [{ port: 80 }] });
    expect(numbers(registry)).toEqual([30010, 30011]);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('lets a renamed port keep the live number of its service port', () => {
    const { registry, chart } = counting(newSnapshot('port: 30010, service: shop/web, name: http'));
    assigned(chart, 'web');
    expect(numbers(registry)).toEqual([30010]);
  });

  test('does not keep a number that the API server picked: a static one is assigned', () => {
    const { app, registry, chart } = counting(newSnapshot('port: 31234, service: shop/web, name: web'));
    assigned(chart, 'web');
    expect(numbers(registry)[0]).toBeLessThan(30086);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('is not recorded in the lock of the app', () => {
    const [path, lockFile] = [newSnapshot('port: 30010, service: others/web, name: web'), newLock()];
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      lockFile,
      frozen: false,
      reservations: [RecordedNodePorts.fromSnapshot(path)],
    });
    staticService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', 30011);
    synth(app);
    expect(readFileSync(lockFile, 'utf8')).not.toContain('others/web');
  });

  test('names its cluster if the name differs', () => {
    const path = newSnapshot();
    const make = (cluster?: string) =>
      new NodePortRegistry(tempApp(), 'NodePorts', {
        cluster: 'main',
        reservations: [RecordedNodePorts.fromSnapshot(path, { cluster })],
      });
    expect(() => make('prod')).not.toThrow();
    expect(() => make()).toThrow(
      `${path}: it is for cluster prod, not main. If that is this one, say so: fromSnapshot('${path}', { ` +
        `cluster: 'prod' }). (snapshot-invalid)`,
    );
  });
});
