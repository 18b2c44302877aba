import { PortRange } from '../../../lib/core/cluster/port-range';
import { readLiveServices } from '../../../lib/core/live/read-live-services';

const RANGE = PortRange.between(30000, 32767);

function live(name: string, spec: object, namespace?: string): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { type: 'NodePort', ...spec } };
}

const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items });

/** What a cluster is read to hold: a line for each port, and the notes. */
function read(printed: unknown) {
  const reading = readLiveServices(printed, 'prod', RANGE);
  return (
    reading && {
      ports: reading.snapshot.ports.map(({ nodePort, kind, namespace, service, name, protocol }) =>
        [nodePort, kind, `${namespace}/${service}`, name, protocol].join(' '),
      ),
      // Each time there is a note that these few Services are not a whole cluster.
      notes: reading.notes.map(({ text }) => text).filter((text) => !text.includes('default/kubernetes')),
    }
  );
}

const minio = live(
  'minio',
  {
    ports: [
      { name: 'console', port: 9001, nodePort: 30010 },
      { name: 'api', port: 9000, protocol: 'TCP', nodePort: 30009 },
    ],
  },
  'storage',
);
const dns = live('dns', {
  ports: [
    { name: 'tcp', port: 53, nodePort: 30053 },
    { name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 },
  ],
});

test('every port of every Service is read, in the order of the numbers', () => {
  expect(read(list(dns, minio))).toEqual({
    ports: [
      '30009 node-port storage/minio api TCP',
      '30010 node-port storage/minio console TCP',
      '30053 node-port default/dns tcp TCP',
      '30053 node-port default/dns udp UDP',
    ],
    notes: [],
  });
});

test('a ServiceList and a single Service are read in the same way as a List', () => {
  const { apiVersion: _, kind: __, ...bare } = minio as Record<string, unknown>;
  expect(read({ apiVersion: 'v1', kind: 'ServiceList', items: [bare] })).toEqual(read(list(minio)));
  expect(read(minio)).toEqual(read(list(minio)));
});

test('a load balancer also holds the port of its health check', () => {
  const lb = live('web', {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30800,
    allocateLoadBalancerNodePorts: false,
    ports: [{ port: 80, nodePort: 30801 }, { port: 81 }],
  });
  expect(read(lb)?.ports).toEqual(['30800 health-check default/web  TCP', '30801 node-port default/web  TCP']);
});

test('Services without node ports, other objects and an empty list hold nothing', () => {
  const clusterIp = live('internal', { type: 'ClusterIP', ports: [{ port: 80 }] });
  expect(read(list(clusterIp, { apiVersion: 'v1', kind: 'Pod' }))).toEqual({ ports: [], notes: [] });
  expect(read(list())).toEqual({ ports: [], notes: [] });
});

test.each([undefined, null, 7, 'text', [], {}, { apiVersion: 'v1', kind: 'Status' }, { kind: 'List', items: [] }])(
  'anything but a list of Services is not read: %j',
  (printed) => {
    expect(read(printed)).toBeUndefined();
  },
);

test('a number with two owners is recorded twice and noted once', () => {
  const { ports, notes } = read(
    list(live('a', { ports: [{ port: 80, nodePort: 30009 }] }), live('b', { ports: [{ port: 80, nodePort: 30009 }] })),
  )!;
  expect(ports).toHaveLength(2);
  expect(notes).toEqual([
    'node port 30009 is held by default/a and default/b; traffic reaches one of them only. Recreate all but one ' +
      'of them with another number',
  ]);
});

test('a number outside the range is recorded and noted', () => {
  const { ports, notes } = read(live('old', { ports: [{ port: 80, nodePort: 20080 }] }))!;
  expect(ports).toEqual(['20080 node-port default/old  TCP']);
  expect(notes).toEqual([
    'node port 20080 of default/old is outside the range 30000-32767; it works until its Service is recreated. ' +
      'Move it into the range',
  ]);
});

test('a number that a Service carries without holding it is only noted, and so is one that cannot be read', () => {
  const external = live('ext', { type: 'ExternalName', ports: [{ name: 'web', port: 80, nodePort: 30009 }] });
  const odd = live('odd', { ports: [{ name: 'web', port: 80, nodePort: '30010' }] });
  expect(read(list(external, odd))).toEqual({
    ports: [],
    notes: [
      'Service default/ext of type ExternalName carries node port 30009 without holding it. Remove nodePort: 30009',
      'Service default/odd, port "web": "30010" is not a port number, so it is left out. Run kubectl get ' +
        'services -A -o json --show-managed-fields',
    ],
  });
});

test('Services that may get node ports are read too', () => {
  const services = list(
    live('internal', { type: 'ClusterIP', ports: [{ port: 80 }] }),
    live('headless', { type: 'ClusterIP', clusterIP: 'None', ports: [{ port: 80 }] }),
    live('outside', { type: 'ExternalName', externalName: 'a.example' }),
    live('bare', { type: 'ClusterIP' }),
    live('carrying', { type: 'ExternalName', externalName: 'a.example', ports: [{ port: 80 }] }),
  );
  expect(readLiveServices(services, 'prod', RANGE)!.snapshot.services.map(({ service }) => service)).toEqual([
    'bare',
    'carrying',
    'headless',
    'internal',
    'outside',
  ]);
});

test.each([
  ['--all', undefined],
  ['web', 'Not a label'],
])('a name that no cluster accepts never enters a snapshot: %s in %s', (name, namespace) => {
  const { snapshot, notes } = readLiveServices(live(name, { ports: [] }, namespace), 'prod', RANGE)!;
  expect(snapshot.services).toEqual([]);
  expect(notes.map(({ text }) => text)).toContain(
    `Service ${namespace ?? 'default'}/${name} has a name that no cluster accepts, so it is left out. Run ` +
      'kubectl get services -A -o json --show-managed-fields',
  );
});

test('without the Service of the API server itself, the list is not the whole cluster', () => {
  const itself = live('kubernetes', { type: 'ClusterIP', ports: [{ port: 443 }] }, 'default');
  const notesFor = (...items: object[]) => readLiveServices(list(...items), 'prod', RANGE)!.notes;
  expect(notesFor(minio, itself)).toEqual([]);
  expect(notesFor(minio)).toEqual([
    {
      text:
        'Service default/kubernetes is missing from the input, so this is not the whole cluster. Run kubectl get ' +
        'services -A -o json --show-managed-fields',
    },
  ]);
});

test('a health check that cannot be decoded is left out', () => {
  const { notes, ports } = read(live('lb', { type: 'LoadBalancer', healthCheckNodePort: '30800', ports: [] }))!;
  expect(ports).toEqual([]);
  expect(notes).toEqual([
    'Service default/lb, healthCheckNodePort: "30800" is not a port number, so it is left out. Run kubectl get ' +
      'services -A -o json --show-managed-fields',
  ]);
});

test('an entry without a service port is left out', () => {
  expect(read(live('odd', { ports: [{ name: 'web', nodePort: 30010 }] }))).toEqual({
    ports: [],
    notes: [
      'Service default/odd, port "web": its port is not a port number, so it is left out. Run kubectl get services ' +
        '-A -o json --show-managed-fields',
    ],
  });
});

test('a note names a port without a name by its service port', () => {
  expect(read(live('ext', { type: 'ClusterIP', ports: [{ port: 81, nodePort: '1' }] }))!.notes).toEqual([
    'Service default/ext, port "81": "1" is not a port number, so it is left out. Run kubectl get services -A -o ' +
      'json --show-managed-fields',
  ]);
});

test('the last manifests of releases are added to their Services, and the releases are listed', () => {
  const release = { namespace: 'storage', name: 'minio', isServerSide: false };
  const manifests = [{ release, services: new Map([['storage/minio', { scalars: {} }]]) }];
  const { snapshot } = readLiveServices(minio, 'prod', RANGE, manifests)!;
  expect(snapshot.releases).toEqual([release]);
  expect(snapshot.services[0].released).toEqual({
    release: { namespace: 'storage', name: 'minio' },
    fields: { scalars: {} },
  });
  expect(readLiveServices(minio, 'prod', RANGE)!.snapshot.releases).toBeUndefined();
});
