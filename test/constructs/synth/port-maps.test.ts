import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortRegistryProps, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import type { MapPort } from '../../../lib/core/map/port-map';

/** An app of two clusters in a folder of its own, and that folder. */
function appWith(props: NodePortRegistryProps): { readonly app: App; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'port-map-'));
  const app = new App({ outdir: join(folder, 'dist') });
  for (const cluster of ['frankfurt', 'dublin']) {
    const chart = new Chart(app, cluster, { namespace: 'shop' });
    new NodePortRegistry(chart, 'NodePorts', { cluster, lockFile: join(folder, 'nodeports.lock.yaml'), ...props });
    new StaticNodePortService(chart, 'web', {
      metadata: { name: 'web' },
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 8080, nodePort: 30009 },
      ],
    });
    new NodePortReservation(chart, 'kafka', { ports: '30040-30041', reason: 'brokers' });
  }
  return { app, folder };
}

test('an app draws no map by itself', () => {
  const { app, folder } = appWith({});
  app.synth();
  expect(readdirSync(folder).sort()).toEqual(['dist', 'nodeports.lock.yaml']);
});

test('registries that name one file share its page, with the ports that the synth chose', () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-map-'));
  const file = join(folder, 'out', 'ports.json');
  appWith({ mapFile: file }).app.synth();
  const { clusters } = JSON.parse(readFileSync(file, 'utf8'));
  expect(clusters.map(({ name }: { name: string }) => name)).toEqual(['frankfurt', 'dublin']);
  const ports = clusters[0].ports.map(({ nodePort, state, service, port, path, reason }: MapPort) => ({
    nodePort,
    state,
    service,
    port,
    path,
    reason,
  }));
  expect(ports).toEqual(
    expect.arrayContaining([
      { nodePort: 30009, state: 'pinned', service: 'web', port: 'admin', path: 'frankfurt/web' },
      { nodePort: expect.any(Number), state: 'assigned', service: 'web', port: 'http', path: 'frankfurt/web' },
      { nodePort: 30040, state: 'reserved', path: 'frankfurt/kafka', reason: 'brokers' },
    ]),
  );
  expect(ports).toHaveLength(4);
});

test('a file that ends in .txt is a text, as on the command line', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'port-map-')), 'ports.txt');
  appWith({ mapFile: file }).app.synth();
  expect(readFileSync(file, 'utf8')).toMatch(/^frankfurt  30000-32767  /);
});

test('a map that cannot be written is an error that names the prop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-map-'));
  expect(() => appWith({ mapFile: folder }).app.synth()).toThrow(
    /cannot be written: .*\. Use a writable file, such as mapFile: 'ports\.html'$/,
  );
});

test('a file with an unknown ending is a page', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'port-map-')), 'ports');
  appWith({ mapFile: file }).app.synth();
  expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
});

test('an app that is refused draws no map', () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-map-'));
  const { app } = appWith({ mapFile: join(folder, 'ports.html') });
  new StaticNodePortService(app.node.findChild('dublin') as Chart, 'other', { ports: [{ port: 80, nodePort: 30009 }] });
  expect(() => app.synth()).toThrow(/port-taken/);
  expect(readdirSync(folder)).toEqual([]);
});

test('an app that is only rendered to text draws no map', () => {
  const folder = mkdtempSync(join(tmpdir(), 'port-map-'));
  appWith({ mapFile: join(folder, 'ports.html') }).app.synthYaml();
  expect(readdirSync(folder)).toEqual([]);
});
