import { readFileSync, writeFileSync } from 'node:fs';
import { Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, RecordedNodePorts, StaticNodePortService } from 'cdk8s-nodeport';
import { refusalsOf, staticService, tempApp } from '../support/apps';
import { locked, newLock, synth } from '../support/locked-app';

describe('the lock of another app', () => {
  function published(): string {
    const path = newLock();
    const { app } = locked(path, { web: { nodePort: 30010 } });
    new NodePortReservation(app, 'data', { ports: '30040-30041', owner: 'team data', reason: 'Kafka brokers' });
    synth(app);
    return path;
  }

  test('counts as taken, with owner, place and reason', () => {
    const path = published();
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
    const chart = new Chart(app, 'edge', { namespace: 'edge' });
    staticService(chart, 'ingress', 30010);
    staticService(chart, 'broker', 30041);
    expect(refusalsOf(app)).toEqual([
      expect.stringMatching(
        /^\[edge\/ingress\] .*node port 30010 is held by .*nodeports.lock.yaml:\d+:\d+ \(Service shop\/web, port "web"\)\. Choose another: 30011 .*\(port-reserved\)$/,
      ),
      expect.stringMatching(
        /^\[edge\/broker\] .*node port 30041 is held by .*nodeports.lock.yaml:\d+:\d+, for team data \(Kafka brokers\)\. Choose another: .*\(port-reserved\)$/,
      ),
    ]);
    const line = Number(/lock\.yaml:(\d+):7 \(Service/.exec(refusalsOf(app)[0])![1]);
    expect(readFileSync(path, 'utf8').split('\n')[line - 1]).toContain('30010:');
  });

  test('admits the Services that it names, and takes precedence over any reservation of this app', () => {
    const path = newLock();
    const { app: platform } = locked(path, {});
    new NodePortReservation(platform, 'edge', {
      ports: '30043-30044',
      reason: 'The ingress',
      services: ['edge/ingress'],
    });
    synth(platform);
    for (const id of ['aaa', 'zzz']) {
      const app = tempApp();
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
      const reservation = new NodePortReservation(app, id, { ports: '30044', reason: 'another wish' });
      const chart = new Chart(app, 'edge', { namespace: 'edge' });
      staticService(chart, 'ingress', 30043);
      new StaticNodePortService(chart, 'other', {
        metadata: { name: 'other' },
        ports: [{ name: 'web', port: 80, nodePort: 30044 }],
        reservation,
      });
      expect(
        refusalsOf(app)
          .map((line) => /^\[(\S+)\].*\((\S+)\)$/.exec(line)?.slice(1).join(' '))
          .sort(),
      ).toEqual([`${id} port-reserved`, 'edge/other port-reserved'].sort());
    }
  });

  test('gives a retired port back to its own Service only', () => {
    const path = newLock();
    synth(locked(path, { web: { nodePort: 30010 } }).app);
    synth(locked(path, {}).app);
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    staticService(chart, 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
    staticService(chart, 'other', 30010);
    expect(refusalsOf(app).join()).toMatch(
      /Service shop\/web, port "web", retired since \d{4}-\d\d-\d\d\).*\(port-reserved\)/,
    );
  });

  test('does not conflict with the Service that it names', () => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromLockFile(published())],
    });
    staticService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('gives a Service that it names the port that it records', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromLockFile(published())],
    });
    new StaticNodePortService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', {
      metadata: { name: 'web' },
      ports: [{ name: 'web', port: 80 }],
    });
    expect(
      registry
        .claims()
        .filter((claim) => claim.assigned)
        .map(({ nodePort }) => nodePort),
    ).toEqual([30010]);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('lists its clusters if the name of the cluster differs, and reports a missing file', () => {
    const path = published();
    const make = (cluster?: string) =>
      new NodePortRegistry(tempApp(), 'NodePorts', {
        cluster: 'main',
        reservations: [RecordedNodePorts.fromLockFile(path, { cluster })],
      });
    expect(() => make('prod')).not.toThrow();
    expect(() => make()).toThrow(
      `${path}: it has no cluster main, only prod. Name one: fromLockFile('${path}', { cluster: 'prod' }). ` +
        `(lock-invalid)`,
    );
    expect(() => RecordedNodePorts.fromLockFile('no-such.lock.yaml')).toThrow(
      /^no-such\.lock\.yaml: the lock file does not exist.*\(lock-invalid\)$/,
    );
  });

  test('tells how to restore a file that lost all of its clusters', () => {
    const path = published();
    writeFileSync(path, 'version: 1\nclusters: {}\n');
    const reservations = [RecordedNodePorts.fromLockFile(path)];
    expect(() => new NodePortRegistry(tempApp(), 'NodePorts', { reservations })).toThrow(
      `${path}: it records no cluster. Restore it from version control: git checkout -- ${path}. (lock-invalid)`,
    );
  });
});
