import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, NodePortReservationProps, StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import {
  assigned,
  codesOf,
  enterNewFolder,
  pinned,
  plainService,
  refusalsOf,
  renderedPort,
  staticService,
  tempApp,
  note,
} from '../../support/apps';

describe('a number that was given out', () => {
  test('is kept even if later Services come first by owner', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    const port = assigned(chart, 'web').nodePortOf('web');
    for (let index = 0; index < 60; index++) assigned(chart, `a-${index}`);
    expect(codesOf(app)).toEqual([]);
    expect(renderedPort(app, 'web')).toBe(port);
  });

  test('is never one that was pinned before, however the pin is written', () => {
    const free = assigned(new Chart(tempApp(), 'shop'), 'web').nodePortOf('web');
    const makers: ((chart: Chart) => unknown)[] = [
      (chart) => staticService(chart, 'pin', free),
      (chart) => plainService(chart, 'pin', pinned(free)),
      (chart) =>
        new kplus.Service(chart, 'pin', { type: kplus.ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: free }] }),
      (chart) => new NodePortReservation(chart, 'pin', { ports: `${free}`, reason: 'a test' }),
    ];
    for (const make of makers) {
      const app = tempApp();
      const chart = new Chart(app, 'shop');
      make(chart);
      expect(assigned(chart, 'web').nodePortOf('web')).not.toBe(free);
      expect(codesOf(app)).toEqual([]);
    }
  });

  test('may be pinned later: the error names both, and the second run passes', () => {
    const folder = enterNewFolder();
    const run = () => {
      const app = new App({ outdir: join(folder, 'dist') });
      const chart = new Chart(app, 'shop');
      const port = assigned(chart, 'web').nodePortOf('web');
      plainService(chart, 'copy', pinned(30037));
      note(chart, 'n', { port });
      return { app, port };
    };
    const first = run();
    expect(first.port).toBe(30037);
    const [refusal, ...others] = refusalsOf(first.app);
    expect(others).toEqual([]);
    const given =
      /^\[shop\/web\] Service default\/web, port "web": nodePortOf\(\) returned 30037, but shop\/copy \(Service default\/copy, port "web"\) later claimed it\. Synthesize again: nodeports\.lock\.yaml now gives it (\d+)\. Or write nodePort: \1 for this port, or create shop\/copy before calling nodePortOf\(\)\. \(promise-broken\)$/.exec(
        refusal,
      )?.[1];
    expect(given).toMatch(/^300\d\d$/);
    expect(existsSync(join(folder, 'dist', 'shop.k8s.yaml'))).toBe(false);
    const second = run();
    expect(second.port).toBe(Number(given));
    expect(codesOf(second.app)).toEqual([]);
  });

  test('may be reserved later: without a lock, both ways out are proposed', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', { withoutLock: true });
    const chart = new Chart(app, 'shop');
    const port = assigned(chart, 'web').nodePortOf('web');
    new NodePortReservation(app, 'team', { ports: `${port}`, reason: 'a test' });
    expect(refusalsOf(app)).toEqual([
      expect.stringMatching(
        new RegExp(
          `nodePortOf\\(\\) returned ${port}, but team \\(a test\\) later claimed it\\. Write nodePort: 300\\d\\d ` +
            `for ` +
            `this port, or create team before calling nodePortOf\\(\\)\\. \\(promise-broken\\)$`,
        ),
      ),
    ]);
    expect(registry.findings().map(({ code }) => code)).toEqual(['promise-broken']);
    expect(readdirSync('.')).not.toContain('nodeports.lock.yaml');
  });

  test('prevents a later registry with another description', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    const port = assigned(chart, 'web').nodePortOf('web');
    expect(() => new NodePortRegistry(app, 'NodePorts', { cluster: 'prod' })).toThrow(
      `NodePorts: shop/web was given node port ${port} before this registry described its cluster. Move new ` +
        `NodePortRegistry(…, 'NodePorts') before the first call of nodePortOf() or portAt(). (registry-late)`,
    );
    expect(NodePortRegistry.of(new Chart(tempApp(), 'other')).cluster).toBe('default');
  });

  test('belongs to a Service, so that removing the Service is reported', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    note(chart, 'n', { port: assigned(chart, 'web').nodePortOf('web') });
    chart.node.tryRemoveChild('web');
    expect(refusalsOf(app)).toEqual([
      expect.stringMatching(
        /shop\/web, port "web": nodePortOf\(\) returned \d+, but its manifest has no node port\..*\(promise-broken\)$/,
      ),
    ]);
  });
});

describe('a number that cannot be given out', () => {
  /** Asks for the number of a Service that draws from a reservation of 40 ports, in a static band of 16. */
  function ask(props: Partial<NodePortReservationProps>, reservationOf: (made: NodePortReservation) => object) {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30015', withoutLock: true });
    const chart = new Chart(app, 'kafka');
    const reservation = new NodePortReservation(chart, 'block', { size: 40, reason: 'a test', ...props });
    const service = new StaticNodePortService(chart, 'b0', {
      metadata: { name: 'b0' },
      ports: [{ name: 'web', port: 80 }],
      ...reservationOf(reservation),
    });
    return { app, call: () => service.nodePortOf('web') };
  }

  test.each<[string, Parameters<typeof ask>]>([
    ['it names', [{}, (reservation) => ({ reservation })]],
    ['that lists it', [{ services: ['default/b0'] }, () => ({})]],
  ])('is explained by the reservation %s, if that found no block', (_, given) => {
    const { app, call } = ask(...given);
    expect(call).toThrow(/^\[kafka\/block\] there is no block of 40 free ports .* \(reservation-full\)$/);
    expect(refusalsOf(app)).toEqual([expect.stringContaining('[kafka/block] there is no block of 40 free ports')]);
  });
});
