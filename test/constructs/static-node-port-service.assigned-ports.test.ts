import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import {
  assigned,
  codesOf,
  enterNewFolder,
  pinned,
  plainService,
  renderedPort,
  staticService,
  tempApp,
  note,
} from '../support/apps';
import { runs } from '../support/runs';
import { captureStderr } from '../support/stderr';

function portsOf(names: readonly string[]): Record<string, number> {
  const app = tempApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  for (const name of names) assigned(chart, name);
  app.synthYaml();
  return Object.fromEntries(names.map((name) => [name, renderedPort(app, name)]));
}

test('a port without a number gets one of the static band, the same in every run and in whatever order', () => {
  const names = ['web', 'api', 'admin', 'metrics'];
  const ports = portsOf(names);
  expect(portsOf([...names].reverse())).toEqual(ports);
  for (const port of Object.values(ports)) expect([port >= 30000, port <= 30085]).toEqual([true, true]);
  expect(new Set(Object.values(ports)).size).toBe(names.length);
});

test('unrelated Services move no port', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 5 }), (others) => {
      const [alone, together] = [portsOf(['web']), portsOf([...others.filter((name) => name !== 'web'), 'web'])];
      const start = Object.entries(together).filter(([, port]) => port === alone.web);
      // Whoever has it instead has the same first choice.
      expect(start.map(([name]) => portsOf([name])[name])).toEqual([alone.web]);
    }),
    runs(25),
  );
});

test('an assigned port can be used at once: as a number, inside a text, by Lazy, in another chart', () => {
  const app = tempApp();
  const service = assigned(new Chart(app, 'shop'), 'web');
  const other = new Chart(app, 'other');
  const port = service.nodePortOf('web');
  const seen = note(other, 'seen', {
    port,
    lazy: Lazy.any({ produce: () => service.nodePortOf('web') }),
    text: `http://shop.example.com:${port}/`,
    twice: `${port}${port}`,
    json: JSON.stringify({ port }),
    list: [{ port }],
  });
  new kplus.ConfigMap(other, 'settings', { data: { url: `:${port}` } });
  const pod = new kplus.Pod(other, 'client', {
    containers: [{ image: 'client', envVariables: { SHOP: kplus.EnvValue.fromValue(`:${port}`) } }],
  });

  app.synthYaml();
  const number = renderedPort(app, 'web');
  expect(seen.toJson().spec).toEqual({
    port: number,
    lazy: number,
    text: `http://shop.example.com:${number}/`,
    twice: `${number}${number}`,
    json: `{"port":${number}}`,
    list: [{ port: number }],
  });
  expect(Testing.synth(other).find(({ kind }) => kind === 'ConfigMap').data).toEqual({ url: `:${number}` });
  expect(ApiObject.of(pod).toJson().spec.containers[0].env).toEqual([{ name: 'SHOP', value: `:${number}` }]);
});

test('an assigned port is known when a single object is rendered, and to a Lazy that asks first', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const service = assigned(chart, 'web');
  const reservation = new NodePortReservation(app, 'block', { size: 2, reason: 'a test' });
  const seen = note(chart, 'n', {
    url: `:${service.nodePortOf('web')}`,
    first: Lazy.any({ produce: () => reservation.portAt(0) }),
  });
  const early = seen.toJson().spec;
  expect(early).toEqual({ url: `:${renderedPort(app, 'web')}`, first: expect.any(Number) });
  expect(app.synthYaml()).toContain(`first: ${early.first}\n  url: :${renderedPort(app, 'web')}`);
});

test('a pinned port is the plain number at once', () => {
  expect(staticService(new Chart(tempApp(), 'shop'), 'web', 30009).nodePortOf('web')).toBe(30009);
});

test('a port without a name is identified by its number and protocol', () => {
  const service = new StaticNodePortService(new Chart(tempApp(), 'dns'), 'dns', {
    ports: [{ port: 53, protocol: kplus.Protocol.UDP, nodePort: 30053 }],
  });
  expect(service.nodePortOf('53/UDP')).toBe(30053);
});

test('a port that is added later gets a number too', () => {
  const app = tempApp();
  const service = new StaticNodePortService(new Chart(app, 'shop'), 'web', { metadata: { name: 'web' } });
  service.bind(80, { name: 'http' });
  expect(codesOf(app)).toEqual([]);
  expect(renderedPort(app, 'web')).toBeLessThanOrEqual(30085);
});

describe('protocols of one service port share a number, as the API server does', () => {
  const dns = (tcp?: number, udp?: number) => {
    const app = tempApp();
    const service = new StaticNodePortService(new Chart(app, 'dns'), 'dns', {
      metadata: { name: 'dns' },
      ports: [
        { name: 'tcp', port: 53, nodePort: tcp },
        { name: 'udp', port: 53, protocol: kplus.Protocol.UDP, nodePort: udp },
      ],
    });
    const registry = NodePortRegistry.of(app);
    const { ports } = Testing.synth(Chart.of(service))[0].spec as { ports: { nodePort: number }[] };
    return { ports: ports.map(({ nodePort }) => nodePort), claims: registry.claims() };
  };

  test('both assigned', () => {
    const { ports, claims } = dns();
    expect(ports[0]).toBe(ports[1]);
    expect(claims).toHaveLength(1);
  });

  test.each([
    [30053, undefined],
    [undefined, 30053],
  ])('one pinned: %p and %p', (tcp, udp) => {
    const { ports, claims } = dns(tcp, udp);
    expect(ports).toEqual([30053, 30053]);
    expect(claims).toHaveLength(1);
  });

  test('one is a port of a reservation', () => {
    const app = tempApp();
    const reservation = new NodePortReservation(app, 'block', { size: 2, reason: 'a test' });
    const chart = new Chart(app, 'dns');
    const service = new StaticNodePortService(chart, 'dns', {
      reservation,
      ports: [
        { name: 'udp', port: 53, protocol: kplus.Protocol.UDP },
        { name: 'tcp', port: 53, nodePort: reservation.portAt(1) },
      ],
    });
    const seen = note(chart, 'n', { udp: service.nodePortOf('udp') });
    expect(codesOf(app)).toEqual([]);
    const { ports } = Testing.synth(chart)[0].spec as { ports: { nodePort: number }[] };
    expect([ports[0].nodePort, seen.toJson().spec.udp]).toEqual([ports[1].nodePort, ports[1].nodePort]);
  });

  test('two different numbers stay two', () => {
    expect(dns(30053, 30054).ports).toEqual([30053, 30054]);
  });
});

describe('an open port is a plain number at once, whatever is done with it', () => {
  const uses: [string, (port: number, chart: Chart) => ApiObject, (manifest: any, port: number) => unknown][] = [
    ['a sum', (port, chart) => note(chart, 'n', { sum: port + 1 }), ({ spec }, port) => spec.sum === port + 1],
    ['a comparison', (port, chart) => note(chart, 'n', { isLow: port < 32768 }), ({ spec }) => spec.isLow],
    ['a key', (port, chart) => note(chart, 'n', { [`port-${port}`]: 'web' }), ({ spec }, port) => spec[`port-${port}`]],
    [
      'a name',
      (port, chart) => new ApiObject(chart, 'n', { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${port}` } }),
      ({ metadata }, port) => metadata.name === `p${port}`,
    ],
    [
      'a patch',
      (port, chart) => {
        const object = note(chart, 'n', {});
        object.addJsonPatch(JsonPatch.add('/spec/port', port));
        return object;
      },
      ({ spec }, port) => spec.port === port,
    ],
    [
      'a URL',
      (port, chart) => {
        const url = new URL('http://node.example.com/');
        url.port = String(port);
        return note(chart, 'n', { url: url.toString() });
      },
      ({ spec }, port) => spec.url === `http://node.example.com:${port}/`,
    ],
    [
      'base64',
      (port, chart) => note(chart, 'n', { url: Buffer.from(`:${port}`).toString('base64') }),
      ({ spec }, port) => atob(spec.url) === `:${port}`,
    ],
    [
      'a checksum',
      (port, chart) => note(chart, 'n', { sum: createHash('sha256').update(`:${port}`).digest('hex') }),
      ({ spec }, port) => spec.sum === createHash('sha256').update(`:${port}`).digest('hex'),
    ],
  ];
  test.each(uses)('%s', (_, use, isRight) => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    const port = assigned(chart, 'web').nodePortOf('web');
    const object = use(port, chart);
    expect(codesOf(app)).toEqual([]);
    expect(renderedPort(app, 'web')).toBe(port);
    expect(isRight(object.toJson(), port)).toBeTruthy();
  });

  test('even if it is read from the ports of its Service', () => {
    const app = tempApp();
    const [{ nodePort }] = assigned(new Chart(app, 'shop'), 'web').ports;
    expect(codesOf(app)).toEqual([]);
    expect(renderedPort(app, 'web')).toBe(nodePort);
  });

  test('so that the first synth of an app emits the same as the second', () => {
    const folder = enterNewFolder();
    const emitted = [1, 2].map((run) => {
      const app = new App({ outdir: join(folder, `${run}`) });
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const port = assigned(chart, 'web').nodePortOf('web');
      note(chart, 'n', {
        url: new URL(`http://node:${port}`).host,
        sum: createHash('sha256').update(`${port}`).digest('hex'),
      });
      captureStderr(() => app.synth());
      return readFileSync(join(folder, `${run}`, 'shop.k8s.yaml'), 'utf8');
    });
    expect(emitted[0]).toBe(emitted[1]);
  });
});

test('a number that nodePortOf() has returned is never returned for another port', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const block = new NodePortReservation(app, 'block', { size: 4, reason: 'a test' });
  const given = Array.from({ length: 40 }, (_, index) => assigned(chart, `web-${index}`).nodePortOf('web'));
  const reserved = [0, 1, 2, 3].map((index) => block.portAt(index));
  expect(new Set([...given, ...reserved]).size).toBe(44);
  expect(codesOf(app)).toEqual([]);
});

test('nodePortOf() throws at once if no static port is left', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30015' });
  const chart = new Chart(app, 'shop');
  for (let index = 0; index < 13; index++) assigned(chart, `web-${index}`).nodePortOf('web');
  expect(() => assigned(chart, 'late').nodePortOf('web')).toThrow(
    /^\[shop\/late\] .*the static band 30000-30015 .* has no port left to assign.*\(static-band-full\)$/,
  );
});

test('nodePortOf() returns a port that a patch pins', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const service = assigned(chart, 'web');
  ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30077));
  const seen = note(chart, 'n', { port: service.nodePortOf('web') });
  app.synthYaml();
  expect(seen.toJson().spec.port).toBe(30077);
});

test('ports that are taken, pinned anywhere or popular are never chosen', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts', {
    portRange: '30000-30100',
    takenPorts: [{ port: 30002, reason: 'the API server' }],
  });
  const chart = new Chart(app, 'shop');
  plainService(chart, 'plain', pinned(30003));
  for (let index = 0; index < 10; index++) assigned(chart, `web-${index}`);
  expect(codesOf(app)).toEqual([]);
  const chosen = NodePortRegistry.of(app)
    .claims()
    .filter((claim) => claim.assigned)
    .map(({ nodePort }) => nodePort);
  // Of 30000-30015, three are popular, one is taken and one is pinned.
  const free = [30004, 30005, 30006, 30008, 30009, 30010, 30011, 30012, 30013, 30014, 30015];
  expect(chosen.filter((port) => !free.includes(port as number))).toEqual([]);
  expect(new Set(chosen).size).toBe(10);
});

test('avoidPorts of the registry sets which ports are avoided', () => {
  const app = tempApp();
  const chosen = (avoidPorts?: number[]) => {
    const scope = new Chart(app, `c${avoidPorts?.length ?? 'x'}`);
    const registry = new NodePortRegistry(scope, 'NodePorts', {
      cluster: scope.node.id,
      portRange: '30000-30016',
      avoidPorts,
    });
    for (let index = 0; index < 12; index++) assigned(scope, `web-${index}`);
    return registry.claims().filter((claim) => claim.assigned).length;
  };
  expect(chosen()).toBe(12);
  expect(chosen([30000, 30001, 30002, 30003, 30004])).toBe(11);
});
