import * as pulumi from '@pulumi/pulumi';
import { App, Chart } from 'cdk8s';
import * as cdk from 'cdk8s-nodeport';
import { NodePortRegistry, StaticNodePortService, type StaticNodePortServiceArgs } from '../lib';
import { lockFolder } from './support/folders';

/** The inputs of every Service that was registered, by the name of its resource. */
const registered = new Map<string, any>();

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      if (type === 'kubernetes:core/v1:Service') registered.set(name, inputs);
      return { id: `${name}-id`, state: inputs };
    },
    call: () => ({}),
  }),
);

type Ports = StaticNodePortServiceArgs['spec']['ports'];

/** A Service in namespace `team`, named as its resource, of one port unless others are given. */
function make(
  registry: NodePortRegistry,
  name: string,
  ports: Ports = [{ name: 'web', port: 80 }],
): StaticNodePortService {
  return new StaticNodePortService(name, { registry, metadata: { name, namespace: 'team' }, spec: { ports } });
}

/** What Pulumi registers for a Service. */
async function inputsOf(name: string, { service }: StaticNodePortService): Promise<any> {
  await new Promise((resolve) => service.urn.apply(resolve));
  return registered.get(name);
}

test('a port is a plain number at once, in the lock, and in what Pulumi deploys', async () => {
  const folder = lockFolder();
  const grafana = make(new NodePortRegistry({ lockFile: folder.lockFile }), 'grafana');
  const nodePort = grafana.nodePortOf('web');
  expect(`http://node.example.com:${nodePort}`).toMatch(/^http:\/\/node\.example\.com:300\d\d$/);
  expect(folder.entries).toEqual([`${nodePort}: { service: team/grafana, port: web, state: assigned, from: pulumi }`]);
  expect(await inputsOf('grafana', grafana)).toMatchObject({
    metadata: { name: 'grafana', namespace: 'team' },
    spec: { type: 'NodePort', ports: [{ name: 'web', port: 80, nodePort }] },
  });
});

test('a cdk8s app with the same Service and lock has the same number', () => {
  const folder = lockFolder();
  const app = new App({ outdir: folder.path });
  new cdk.NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: folder.lockFile, frozen: false });
  const theirs = new cdk.StaticNodePortService(new Chart(app, 'team', { namespace: 'team' }), 'grafana', {
    metadata: { name: 'grafana' },
    ports: [{ name: 'web', port: 80 }],
  });
  app.synth();
  const { text } = folder;
  const ours = make(new NodePortRegistry({ cluster: 'prod', lockFile: folder.lockFile }), 'grafana');
  expect(ours.nodePortOf('web')).toBe(theirs.nodePortOf('web'));
  expect(folder.text).toBe(text);
});

test('the policies of a pack and the component agree on the number', async () => {
  const folder = lockFolder();
  const ours = make(new NodePortRegistry({ lockFile: folder.lockFile }), 'grafana');
  const inputs = await inputsOf('grafana', ours);
  const { text } = folder;
  const { props, reported } = await (await folder.pack()).preview([{ name: 'grafana', props: inputs }]);
  expect(reported).toEqual([]);
  expect(props).toEqual([inputs]);
  expect(folder.text).toBe(text);
});

test('TCP and UDP of one service port share a number, even if only one of them has it written', async () => {
  const registry = new NodePortRegistry({ lockFile: lockFolder().lockFile });
  const dns = make(registry, 'dns', [
    { name: 'tcp', port: 53 },
    { name: 'udp', port: 53, protocol: 'UDP' },
  ]);
  expect(dns.nodePortOf('udp')).toBe(dns.nodePortOf('tcp'));
  const written = make(registry, 'written', [
    { name: 'tcp', port: 53, nodePort: 30009 },
    { name: 'udp', port: 53, protocol: 'UDP' },
  ]);
  expect(written.nodePortOf('udp')).toBe(30009);
  const { spec } = await inputsOf('written', written);
  expect(spec.ports.map(({ nodePort }: { nodePort: unknown }) => nodePort)).toEqual([30009, 30009]);
});

test('a port without a name is known by its number and protocol', () => {
  const service = make(new NodePortRegistry({ lockFile: lockFolder().lockFile }), 'web', [{ port: 9000 }]);
  expect(service.nodePortOf('9000/TCP')).toBeGreaterThan(0);
  expect(() => service.nodePortOf('api')).toThrow(
    'this Service has no node port named "api". Use "9000/TCP". (port-unknown)',
  );
});

test('a number of another Service of the program is refused where it is written, and the lock does not change', () => {
  const folder = lockFolder();
  const registry = new NodePortRegistry({ lockFile: folder.lockFile });
  make(registry, 'minio', [{ name: 'api', port: 9000, nodePort: 30009 }]);
  const { text } = folder;
  expect(() => make(registry, 'other', [{ name: 'web', port: 80, nodePort: 30009 }])).toThrow(
    /^Service team\/other, port "web": node port 30009 is already claimed by minio \(Service team\/minio, port "api"\).*\(port-taken\)$/,
  );
  expect(folder.text).toBe(text);
  expect(make(registry, 'third', [{ name: 'web', port: 80, nodePort: 30010 }]).nodePortOf('web')).toBe(30010);
});

test.each<[string, Ports, string]>([
  ['outside the static band', [{ port: 80, nodePort: 31000 }], 'outside-static-band'],
  ['outside the range', [{ port: 80, nodePort: 80 }], 'outside-range'],
  ['without a name beside others', [{ port: 80 }, { port: 81 }], 'port-name-missing'],
  ['without a valid number', [{ port: 80, nodePort: '30009' as never }], 'not-a-port'],
])('a port %s is refused', (_, ports, code) => {
  const registry = new NodePortRegistry({ lockFile: lockFolder().lockFile });
  expect(() => make(registry, 'web', ports)).toThrow(`(${code})`);
});

test('an output instead of a name is refused, since its value is known too late', () => {
  const registry = new NodePortRegistry({ lockFile: lockFolder().lockFile });
  const metadata = { name: 'web', namespace: pulumi.output('team') as never };
  expect(() => new StaticNodePortService('web', { registry, metadata, spec: { ports: [{ port: 80 }] } })).toThrow(
    'web: metadata.namespace is an output, whose value is not known when the number is chosen. Write it as a plain ' +
      'value. ' +
      '(prop-invalid)',
  );
});

test('two Services with one resource name under two parents are distinguished', () => {
  const registry = new NodePortRegistry({ lockFile: lockFolder().lockFile });
  const at = (namespace: string): StaticNodePortService => {
    const parent = new pulumi.ComponentResource('test:index:Team', namespace);
    const args = { registry, metadata: { name: 'web', namespace }, spec: { ports: [{ port: 80, nodePort: 30009 }] } };
    return new StaticNodePortService('web', args, { parent });
  };
  at('one');
  expect(() => at('two')).toThrow(/Service two\/web.* is already claimed by web \(Service one\/web/);
});

test('a frozen lock gives out its numbers and records no new one', () => {
  const folder = lockFolder();
  const nodePort = make(new NodePortRegistry({ lockFile: folder.lockFile }), 'grafana').nodePortOf('web');
  const { text } = folder;
  const frozen = new NodePortRegistry({ lockFile: folder.lockFile, frozen: true });
  expect(make(frozen, 'grafana').nodePortOf('web')).toBe(nodePort);
  expect(() => make(frozen, 'minio')).toThrow(/\+ 300\d\d team\/minio web assigned.*\(lock-outdated\)$/);
  expect(folder.text).toBe(text);
});
