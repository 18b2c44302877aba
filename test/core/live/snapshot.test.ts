import { PortRange } from '../../../lib/core/cluster/port-range';
import { readLiveServices } from '../../../lib/core/live/read-live-services';
import { notesOf } from '../../../lib/core/live/snapshot';

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
      // That these few are not a whole cluster is said each time.
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

test('a ServiceList and a single Service are read as a List is', () => {
  const { apiVersion: _, kind: __, ...bare } = minio as Record<string, unknown>;
  expect(read({ apiVersion: 'v1', kind: 'ServiceList', items: [bare] })).toEqual(read(list(minio)));
  expect(read(minio)).toEqual(read(list(minio)));
});

test('a load balancer holds its health check too', () => {
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
  'what is not a list of Services is not read: %j',
  (printed) => {
    expect(read(printed)).toBeUndefined();
  },
);

test('a number of two owners is recorded twice and noted once', () => {
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

test('a number that is carried without being held is noted only, and so is one that cannot be read', () => {
  const external = live('ext', { type: 'ExternalName', ports: [{ name: 'web', port: 80, nodePort: 30009 }] });
  const odd = live('odd', { ports: [{ name: 'web', port: 80, nodePort: '30010' }] });
  expect(read(list(external, odd))).toEqual({
    ports: [],
    notes: [
      'Service default/ext of type ExternalName carries node port 30009 without holding it. Remove nodePort: 30009',
      'Service default/odd, port "web": "30010" is not a port number, so it is left out. Type kubectl get ' +
        'services -A -o json --show-managed-fields',
    ],
  });
});

test('several protocols of one Service that share a number are no duplicate', () => {
  expect(notesOf(readLiveServices(dns, 'prod', RANGE)!.snapshot)).toEqual([]);
});

describe('the fields that decide how a manifest is merged', () => {
  const readOne = (object: object) => readLiveServices(object, 'prod', RANGE)!.snapshot.services[0];

  test('what kubectl apply wrote last comes from its annotation, reduced to what decides node ports', () => {
    const written = {
      kind: 'Service',
      spec: { type: 'NodePort', selector: { app: 'a' }, ports: [{ port: 80, nodePort: 30009, targetPort: 'http' }] },
    };
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(written) };
    const { applied } = readOne({ ...live('a', { ports: [] }), metadata: { name: 'a', annotations } });
    expect(applied).toEqual({
      scalars: { type: 'NodePort' },
      ports: [{ port: 80, nodePort: 30009, targetPort: 'http' }],
    });
  });

  test('an annotation that cannot be read counts as none', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{' };
    expect(readOne({ ...live('a', {}), metadata: { name: 'a', annotations } }).applied).toBeUndefined();
  });

  test('the owners of fields come from the managed fields, except those of the status', () => {
    const fieldsV1 = {
      'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } },
      'f:spec': {
        'f:type': {},
        'f:selector': {},
        'f:ports': { '.': {}, 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:nodePort': {}, 'f:port': {} } },
      },
    };
    const managedFields = [
      { manager: 'kubectl-client-side-apply', operation: 'Update', fieldsV1 },
      { manager: 'cloud', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
    ];
    expect(readOne({ ...live('a', {}), metadata: { name: 'a', managedFields } }).managers).toEqual([
      {
        name: 'kubectl-client-side-apply',
        operation: 'Update',
        ownsLastApplied: true,
        fields: new Set(['type', '80/TCP', '80/TCP.port', '80/TCP.nodePort']),
      },
    ]);
  });

  test('managers that kubectl was not asked for are unknown, which is not the same as none', () => {
    expect(readOne(live('a', {})).managers).toBeUndefined();
    expect(readOne({ ...live('a', {}), metadata: { name: 'a', managedFields: [] } }).managers).toEqual([]);
  });

  test('a release owns Services with the labels and annotations of Helm', () => {
    const annotations = { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop' };
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    const release = (metadata: object) => readOne({ ...live('a', {}), metadata: { name: 'a', ...metadata } }).release;
    expect(release({ annotations, labels })).toEqual({ namespace: 'shop', name: 'web' });
    expect(release({ labels })).toBeUndefined();
    expect(release({ annotations })).toBeUndefined();
    expect(release({ annotations: { ...annotations, 'meta.helm.sh/release-name': '--all' }, labels })).toBeUndefined();
  });

  test(
    'Services that may come to hold node ports are there too: ClusterIP and headless, but not a mere name of ' +
      'something outside',
    () => {
      const services = list(
        live('internal', { type: 'ClusterIP', ports: [{ port: 80 }] }),
        live('headless', { type: 'ClusterIP', clusterIP: 'None', ports: [{ port: 80 }] }),
        live('outside', { type: 'ExternalName', externalName: 'a.example' }),
      );
      expect(readLiveServices(services, 'prod', RANGE)!.snapshot.services.map(({ service }) => service)).toEqual([
        'headless',
        'internal',
      ]);
    },
  );

  test('a name that no cluster takes never enters a snapshot', () => {
    const { snapshot, notes } = readLiveServices(live('--all', { ports: [] }), 'prod', RANGE)!;
    expect(snapshot.services).toEqual([]);
    expect(notes.map(({ text }) => text)).toContain(
      'Service default/--all has a name that no cluster takes, so it is left out. Type kubectl get services -A -o ' +
        'json --show-managed-fields',
    );
  });
});
