import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { codesOf, pinned, plainService, refusalsOf, staticService, tempApp } from '../support/apps';

/** A static Service of one port, which is to be assigned. */
function assigned(chart: Chart, id: string, namespace?: string): StaticNodePortService {
  return new StaticNodePortService(chart, id, { metadata: { name: id, namespace }, ports: [{ name: 'web', port: 80 }] });
}

/** An object of no known kind that says something of a port. */
function note(chart: Chart, id: string, spec: object): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'example.com/v1', kind: 'Note', spec });
}

/** The node port of the first port of a Service, as it is rendered. */
function renderedPort(app: App, service: string): number {
  const objects = app.node.findAll().filter((each) => ApiObject.isApiObject(each)).map((each) => each.toJson());
  return objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === service).spec.ports[0].nodePort;
}

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

test('unrelated Services move nothing', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 5 }), (others) => {
    const [alone, together] = [portsOf(['web']), portsOf([...others.filter((name) => name !== 'web'), 'web'])];
    const start = Object.entries(together).filter(([, port]) => port === alone.web);
    // Whoever has it instead has the same first choice.
    expect(start.map(([name]) => portsOf([name])[name])).toEqual([alone.web]);
  }), { numRuns: 25 });
});

test('it can be used before it is known: as a number, inside a text, by Lazy, in another chart', () => {
  const app = tempApp();
  const service = assigned(new Chart(app, 'shop'), 'web');
  const other = new Chart(app, 'other');
  const port = service.nodePortOf('web');
  const seen = note(other, 'seen', {
    port,
    lazy: Lazy.any({ produce: () => service.nodePortOf('web') }),
    text: `http://shop.example.com:${port}/`,
    twice: `${port}${port}`,
    go: `:${port.toExponential()}`,
    json: JSON.stringify({ port }),
    list: [{ port }],
  });
  new kplus.ConfigMap(other, 'settings', { data: { url: `:${port}` } });
  const pod = new kplus.Pod(other, 'client', { containers: [{ image: 'client', envVariables: { SHOP: kplus.EnvValue.fromValue(`:${port}`) } }] });

  app.synthYaml();
  const number = renderedPort(app, 'web');
  expect(seen.toJson().spec).toEqual({
    port: number,
    lazy: number,
    text: `http://shop.example.com:${number}/`,
    twice: `${number}${number}`,
    go: `:${number}`,
    json: `{"port":${number}}`,
    list: [{ port: number }],
  });
  expect(Testing.synth(other).find(({ kind }) => kind === 'ConfigMap').data).toEqual({ url: `:${number}` });
  expect(ApiObject.of(pod).toJson().spec.containers[0].env).toEqual([{ name: 'SHOP', value: `:${number}` }]);
});

test('it is known to who renders an object by itself, and to a Lazy that asks first', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const service = assigned(chart, 'web');
  const reservation = new NodePortReservation(app, 'block', { size: 2, reason: 'a test' });
  const seen = note(chart, 'n', { url: `:${service.nodePortOf('web')}`, first: Lazy.any({ produce: () => reservation.portAt(0) }) });
  const early = seen.toJson().spec;
  expect(early).toEqual({ url: `:${renderedPort(app, 'web')}`, first: expect.any(Number) });
  expect(app.synthYaml()).toContain(`first: ${early.first}\n  url: :${renderedPort(app, 'web')}`);
});

test('a pinned port is the plain number at once', () => {
  expect(staticService(new Chart(tempApp(), 'shop'), 'web', 30009).nodePortOf('web')).toBe(30009);
});

test('a port without a name is called by its number and protocol', () => {
  const service = new StaticNodePortService(new Chart(tempApp(), 'dns'), 'dns', { ports: [{ port: 53, protocol: kplus.Protocol.UDP, nodePort: 30053 }] });
  expect(service.nodePortOf('53/UDP')).toBe(30053);
});

test('a port that is added later is assigned too', () => {
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
      ports: [{ name: 'tcp', port: 53, nodePort: tcp }, { name: 'udp', port: 53, protocol: kplus.Protocol.UDP, nodePort: udp }],
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

  test.each([[30053, undefined], [undefined, 30053]])('one pinned: %p and %p', (tcp, udp) => {
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
      ports: [{ name: 'udp', port: 53, protocol: kplus.Protocol.UDP }, { name: 'tcp', port: 53, nodePort: reservation.portAt(1) }],
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

describe('a number that is not known yet is refused by name, never emitted, where it cannot be put in', () => {
  const misuse: [string, (port: number, chart: Chart) => void, string][] = [
    ['a sum', (port, chart) => note(chart, 'n', { port: port + 1 }), 'spec.port'],
    ['a product', (port, chart) => note(chart, 'n', { port: port * 2 }), 'spec.port'],
    ['a sum in a text', (port, chart) => note(chart, 'n', { url: `:${port - 30000}` }), 'spec.url'],
    ['a quotient', (port, chart) => note(chart, 'n', { url: `:${port / 2}` }), 'spec.url'],
    ['a digit beside it', (port, chart) => note(chart, 'n', { url: `:${port}0` }), 'spec.url'],
    ['digits in groups', (port, chart) => note(chart, 'n', { url: port.toLocaleString('en-US') }), 'spec.url'],
    ['an object\'s name', (port, chart) => new ApiObject(chart, 'n', { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${port}` } }), 'metadata.name'],
    ['base64 in a ConfigMap', (port, chart) => new ApiObject(chart, 'n', {
      apiVersion: 'v1', kind: 'ConfigMap', binaryData: { url: Buffer.from(`host:${port}`).toString('base64') },
    }), 'binaryData.url, in base64,'],
    ['a key', (port, chart) => note(chart, 'n', { [`port-${port}`]: 'web' }), 'a key of spec'],
    ['a patch', (port, chart) => note(chart, 'n', {}).addJsonPatch(JsonPatch.add('/spec/port', port)), 'spec.port'],
    ['a patch of a text', (port, chart) => note(chart, 'n', {}).addJsonPatch(JsonPatch.add('/spec/url', `:${port}`)), 'spec.url'],
    ['base64', (port, chart) => new ApiObject(chart, 'n', { apiVersion: 'v1', kind: 'Secret', data: { url: Buffer.from(`:${port}`).toString('base64') } }), 'data.url, in base64,'],
    ['a name', (port, chart) => new ApiObject(chart, 'n', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { [`p${port}`]: 'x' } } }), 'a key of metadata.labels'],
  ];
  test.each(misuse)('%s', (_, use, where) => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    use(assigned(chart, 'web').nodePortOf('web'), chart);
    const [refusal, ...others] = refusalsOf(app);
    expect(others).toEqual([]);
    expect(refusal).toMatch(/^\[shop\/n\] /);
    expect(refusal).toContain(`${where} is made from the node port of shop/web, port "web", before that is known`);
    expect(refusal).toMatch(/or pin it with nodePort: 300\d\d\. \(token-misused\)$/);
  });

  test('also where it cannot be told any more which it was', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    const port = assigned(chart, 'web').nodePortOf('web');
    note(chart, 'n', { url: `:${port + 1_000_000}`, sum: port + port + 7 });
    expect(codesOf(app)).toEqual(['token-misused', 'token-misused']);
  });

  test('of a reservation that was taken out again', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    note(chart, 'n', { url: `:${new NodePortReservation(app, 'block', { size: 2, reason: 'a test' }).portAt(0)}` });
    app.node.tryRemoveChild('block');
    expect(refusalsOf(app)).toEqual([expect.stringMatching(/^\[shop\/n\] spec\.url is made from the node port of block, port 0, which no manifest of this app has\..*\(token-misused\)$/)]);
  });

  test('in another app', () => {
    const port = assigned(new Chart(tempApp(), 'shop'), 'web').nodePortOf('web');
    const app = tempApp();
    const chart = new Chart(app, 'other');
    new NodePortRegistry(app, 'NodePorts');
    note(chart, 'n', { port });
    expect(refusalsOf(app)).toEqual([expect.stringMatching(/^\[other\/n\] spec\.port is made from the node port of shop\/web, port "web", of another app\..*\(token-misused\)$/)]);
  });

  test('of a Service that was taken out again', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    note(chart, 'n', { port: assigned(chart, 'web').nodePortOf('web') });
    chart.node.tryRemoveChild('web');
    expect(refusalsOf(app)).toEqual([expect.stringMatching(/which no manifest of this app has\..*\(token-misused\)$/)]);
  });

  test('as the number of another Service, which is a clash', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    plainService(chart, 'copy', pinned(assigned(chart, 'web').nodePortOf('web')));
    expect(codesOf(app)).toEqual(['port-taken']);
  });

  test('whatever is calculated, no number of fifteen digits, NaN or [object Object] is ever emitted', () => {
    const calculation = fc.oneof(
      fc.integer({ min: -60_000, max: 60_000 }).map((offset) => (port: number) => port + offset),
      fc.constantFrom((port: number) => -port, (port: number) => port * 2, (port: number) => `${port}`, (port: number) => `a${port + 1}`, (port: number) => ({ deep: [port] })),
    );
    fc.assert(fc.property(fc.array(calculation, { maxLength: 4 }), (calculations) => {
      const app = tempApp();
      const chart = new Chart(app, 'shop');
      const port = assigned(chart, 'web').nodePortOf('web');
      note(chart, 'n', { values: calculations.map((calculate) => calculate(port)) });
      let text = '';
      try {
        text = app.synthYaml();
      } catch (error) {
        expect((error as Error).message).toContain('(token-misused)');
      }
      expect(text).not.toMatch(/\d{9}|NaN|\[object Object\]/);
    }), { numRuns: 50 });
  });
});

test('a port that a patch pins is what nodePortOf means', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const service = assigned(chart, 'web');
  ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30077));
  const seen = note(chart, 'n', { port: service.nodePortOf('web') });
  app.synthYaml();
  expect(seen.toJson().spec.port).toBe(30077);
});

test('ports that are taken, pinned anywhere or written by everybody are never chosen', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30100', takenPorts: [{ port: 30002, reason: 'the API server' }] });
  const chart = new Chart(app, 'shop');
  plainService(chart, 'plain', pinned(30003));
  for (let index = 0; index < 10; index++) assigned(chart, `web-${index}`);
  expect(codesOf(app)).toEqual([]);
  const chosen = NodePortRegistry.of(app).claims().filter((claim) => claim.assigned).map(({ nodePort }) => nodePort);
  // Of 30000-30015, three are popular, one is taken and one is pinned.
  const free = [30004, 30005, 30006, 30008, 30009, 30010, 30011, 30012, 30013, 30014, 30015];
  expect(chosen.filter((port) => !free.includes(port as number))).toEqual([]);
  expect(new Set(chosen).size).toBe(10);
});

test('a number that is read from the ports of a Service is known for what it is, too', () => {
  const app = tempApp();
  const chart = new Chart(app, 'shop');
  const { nodePort } = assigned(chart, 'web').ports[0];
  note(chart, 'n', { url: `:${nodePort}`, sum: nodePort! + 1 });
  expect(codesOf(app)).toEqual(['token-misused']);
});

test('which ports are avoided is the choice of the registry', () => {
  const app = tempApp();
  const chosen = (avoidPorts?: number[]) => {
    const scope = new Chart(app, `c${avoidPorts?.length ?? 'x'}`);
    const registry = new NodePortRegistry(scope, 'NodePorts', { cluster: scope.node.id, portRange: '30000-30016', avoidPorts });
    for (let index = 0; index < 12; index++) assigned(scope, `web-${index}`);
    return registry.claims().filter((claim) => claim.assigned).length;
  };
  expect(chosen()).toBe(12);
  expect(chosen([30000, 30001, 30002, 30003, 30004])).toBe(11);
});
