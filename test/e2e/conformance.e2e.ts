import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Answer } from './api';
import { RELEASES, assetsOf, cleanUp, given, nodePortsOf, service, withCluster } from './cluster';
import { ControlPlane, startControlPlane } from './control-plane';
import { FastClient } from './fast-client';
import { Service, disagreement, predict } from './library';

type Ports = Record<string, unknown>[];

const tcp = (port: number, nodePort?: unknown, name = `tcp-${port}`) => ({ name, port, protocol: 'TCP', nodePort });
const udp = (port: number, nodePort?: unknown, name = `udp-${port}`) => ({ name, port, protocol: 'UDP', nodePort });
const sctp = (port: number, nodePort?: unknown, name = `sctp-${port}`) => ({ name, port, protocol: 'SCTP', nodePort });
const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };

/** A Service to create, and whether the API server is expected to accept it. */
interface Row {
  readonly name: string;
  readonly spec: Record<string, unknown>;
  readonly isAccepted: boolean | 'from 1.33';
  /** The numbers that it must have afterwards; a question mark stands for any. */
  readonly ports?: (number | '?')[];
  readonly held?: Service[];
}

const nodePort = (name: string, ports: Ports, isAccepted: boolean, expected?: (number | '?')[]): Row => ({
  name,
  spec: { type: 'NodePort', ports },
  isAccepted,
  ports: expected,
});
/** A Service with a field that accepts only a few values. */
const valued = (type: string, field: Record<string, unknown>, isAccepted: boolean): Row => ({
  name: `values: ${type} with ${JSON.stringify(field)}`,
  spec: { type, ports: [tcp(80, 30040)], ...field },
  isAccepted,
});
const other = service('other', { type: 'NodePort', ports: [tcp(80, 30044)] });

const ROWS: Row[] = [
  nodePort('C1', [tcp(53, 30053), udp(53, 30053)], true, [30053, 30053]),
  nodePort('C2', [tcp(80, 30040), udp(53, 30040)], false),
  nodePort('C3', [tcp(53, 30053), udp(53)], true, [30053, 30053]),
  nodePort('C4', [tcp(53), udp(53, 30053)], true, [30053, 30053]),
  nodePort('C5', [tcp(53), udp(53)], true, ['?', '?']),
  nodePort('C6', [tcp(53, 30053), udp(53, 30054)], true, [30053, 30054]),
  nodePort('C7', [tcp(53, 30053), udp(53, 30053), sctp(53, 30054)], true, [30053, 30053, 30054]),
  nodePort('C8', [tcp(53, 30053), udp(53, 30054), sctp(53, 30054)], false),
  nodePort('C9', [tcp(80, 30040), tcp(81, 30040)], false),
  nodePort('C10', [tcp(80, 30040, 'a'), tcp(80, 30040, 'b')], false),
  nodePort('C11', [tcp(80), tcp(443, 30043)], true, ['?', 30043]),

  { name: '4.5 a node port on ClusterIP', spec: { type: 'ClusterIP', ports: [tcp(80, 30040)] }, isAccepted: false },
  { name: '4.5 a node port without a type', spec: { ports: [tcp(80, 30040)] }, isAccepted: false },
  {
    name: '4.5 a node port on a headless Service',
    spec: { clusterIP: 'None', ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '4.5 any node port on ExternalName',
    spec: { type: 'ExternalName', externalName: 'a.example', ports: [tcp(80, 99999)] },
    isAccepted: true,
    ports: [99999],
  },
  {
    name: '4.5 a node port twice on ExternalName',
    spec: { type: 'ExternalName', externalName: 'a.example', ports: [tcp(80, 30040), tcp(81, 30040)] },
    isAccepted: false,
  },
  nodePort('4.5 a protocol and port twice', [tcp(80, 30040, 'a'), tcp(80, 30041, 'b')], false),
  {
    name: '4.5 NodePort and clusterIP None',
    spec: { type: 'NodePort', clusterIP: 'None', ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '4.5 LoadBalancer and clusterIP None',
    spec: { type: 'LoadBalancer', clusterIP: 'None', ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  // Found out here: the notes say that it is always refused, but 1.33 and later accept it.
  {
    name: '4.5 LoadBalancer with the port of the kubelet',
    spec: { type: 'LoadBalancer', ports: [tcp(10250, 30040)] },
    isAccepted: 'from 1.33',
  },
  {
    name: '4.5 NodePort with the port of the kubelet',
    spec: { type: 'NodePort', ports: [tcp(10250, 30040)] },
    isAccepted: true,
    ports: [30040],
  },
  {
    name: '4.5 the allocation flag on NodePort',
    spec: { type: 'NodePort', allocateLoadBalancerNodePorts: true, ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '4.5 the allocation flag on ClusterIP',
    spec: { type: 'ClusterIP', allocateLoadBalancerNodePorts: false, ports: [tcp(80)] },
    isAccepted: false,
  },
  nodePort('4.5 two ports, one without a name', [tcp(80, 30040, ''), tcp(81, 30041)], false),
  nodePort('4.5 one port without a name', [tcp(80, 30040, '')], true, [30040]),
  nodePort('4.5 two ports of one name', [tcp(80, 30040, 'a'), tcp(81, 30041, 'a')], false),
  {
    name: '4.5 a health check on NodePort and Local',
    spec: { type: 'NodePort', externalTrafficPolicy: 'Local', healthCheckNodePort: 30041, ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '4.5 a health check on LoadBalancer and Cluster',
    spec: { type: 'LoadBalancer', healthCheckNodePort: 30041, ports: [tcp(80, 30040)] },
    isAccepted: false,
  },

  { ...nodePort('4.6 a number that another Service holds', [tcp(80, 30044)], false), held: [other] },
  { ...nodePort('4.6 the same for another protocol', [udp(80, 30044)], false), held: [other] },
  ...[29999, 32768, 40000, 65536, -1, 1].map((number) =>
    nodePort(`4.6 ${number}, outside the range`, [tcp(80, number)], false),
  ),
  ...[30000, 30085, 30086, 32767].map((number) =>
    nodePort(`4.6 ${number}, inside the range`, [tcp(80, number)], true, [number]),
  ),
  nodePort('4.6 0, which means unset', [tcp(80, 0)], true, ['?']),
  nodePort('4.6 null, which means unset', [tcp(80, null)], true, ['?']),
  ...['30040', 30040.5, 2 ** 31, 1e300, true, {}].map((value) =>
    nodePort(`4.6 ${JSON.stringify(value)}, which does not fit into 32 bits`, [tcp(80, value)], false),
  ),
  {
    name: '4.6 a health check that another Service holds',
    spec: { ...local, healthCheckNodePort: 30044, ports: [tcp(80)] },
    isAccepted: false,
    held: [other],
  },
  {
    name: '4.6 a health check outside the range',
    spec: { ...local, healthCheckNodePort: 29999, ports: [tcp(80)] },
    isAccepted: false,
  },

  {
    name: 'mistakes: a type in other capitals',
    spec: { type: 'nodePort', ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: 'mistakes: a node port in other capitals, which is dropped',
    spec: { type: 'NodePort', ports: [{ name: 'a', port: 80, nodeport: 30040 }] },
    isAccepted: true,
    ports: ['?'],
  },
  {
    name: 'mistakes: a node port one level too high, which is dropped',
    spec: { type: 'NodePort', nodePort: 30040, ports: [tcp(80)] },
    isAccepted: true,
    ports: ['?'],
  },
  {
    name: 'mistakes: a policy in other capitals, which is dropped',
    spec: { type: 'LoadBalancer', externaltrafficpolicy: 'Local', ports: [tcp(80, 30040)] },
    isAccepted: true,
    ports: [30040],
  },
  {
    name: 'mistakes: an entry without a port',
    spec: { type: 'NodePort', ports: [{ name: 'a', nodePort: 30040 }] },
    isAccepted: false,
  },
  { name: 'mistakes: a port above 65535', spec: { type: 'NodePort', ports: [tcp(65536, 30040)] }, isAccepted: false },
  { name: 'mistakes: no ports', spec: { type: 'NodePort' }, isAccepted: false },
  { name: 'mistakes: ports that are a map', spec: { type: 'NodePort', ports: tcp(80, 30040) }, isAccepted: false },
  ...[{ allocateLoadBalancerNodePorts: 'false' }, { externalTrafficPolicy: true }, { clusterIP: 1 }].map((field) => ({
    name: `mistakes: ${JSON.stringify(field)} is of another type`,
    spec: { type: 'LoadBalancer', ports: [tcp(80, 30040)], ...field },
    isAccepted: false,
  })),
  ...[{ name: true }, { protocol: 6 }, { port: '80' }].map((field) =>
    nodePort(
      `mistakes: ${JSON.stringify(field)} in a port is of another type`,
      [{ ...tcp(80, 30040), ...field }],
      false,
    ),
  ),

  ...[
    { externalTrafficPolicy: 'local' },
    { externalTrafficPolicy: 'Locall' },
    { internalTrafficPolicy: 'local' },
    { internalTrafficPolicy: '' },
    { sessionAffinity: 'Foo' },
    { sessionAffinity: 'clientIP' },
    { sessionAffinity: 'Foo', externalTrafficPolicy: 'local', internalTrafficPolicy: 'x' },
  ].flatMap((field) => ['NodePort', 'LoadBalancer'].map((type) => valued(type, field, false))),
  ...[
    ...['externalTrafficPolicy', 'sessionAffinity'].map((name) => ({ [name]: '' })),
    ...['externalTrafficPolicy', 'internalTrafficPolicy', 'sessionAffinity'].map((name) => ({ [name]: null })),
    ...['Cluster', 'Local'].map((policy) => ({ externalTrafficPolicy: policy, internalTrafficPolicy: policy })),
    ...['None', 'ClientIP'].map((sessionAffinity) => ({ sessionAffinity })),
  ].flatMap((field) => ['NodePort', 'LoadBalancer'].map((type) => valued(type, field, true))),
  valued('ClusterIP', { internalTrafficPolicy: '', ports: [tcp(80)] }, false),
  { name: 'values: no type', spec: { type: '', ports: [tcp(80)] }, isAccepted: true },
  ...['tcp', 'Tcp', 'HTTP', ' TCP'].map((protocol) =>
    nodePort(`values: protocol ${protocol}`, [{ ...tcp(80, 30040), protocol }], false),
  ),
  ...['', null].map((protocol) =>
    nodePort(`values: protocol ${protocol ?? 'null'}`, [{ ...tcp(80, 30040), protocol }], true, [30040]),
  ),
  {
    name: 'values: a protocol on ExternalName',
    spec: { type: 'ExternalName', externalName: 'a.example', ports: [{ name: 'a', port: 80, protocol: 'tcp' }] },
    isAccepted: false,
  },

  {
    name: '5.1 without allocation, unset',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80)] },
    isAccepted: true,
    ports: [0],
  },
  {
    name: '5.1 without allocation, pinned',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80, 30040)] },
    isAccepted: true,
    ports: [30040],
  },
  {
    name: '5.1 without allocation, a number that another Service holds',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80, 30044)] },
    isAccepted: false,
    held: [other],
  },
  {
    name: '5.1 without allocation, outside the range',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80, 29999)] },
    isAccepted: false,
  },
  {
    name: '5.1 without allocation, an unset entry before a pinned one',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80), udp(80, 30040)] },
    isAccepted: true,
    ports: [0, 30040],
  },
  {
    name: '5.1 without allocation, a pinned entry before an unset one',
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [tcp(80, 30040), udp(80)] },
    isAccepted: true,
    ports: [30040, 0],
  },

  {
    name: '5.2 a health check of its own',
    spec: { ...local, healthCheckNodePort: 30041, ports: [tcp(80, 30040)] },
    isAccepted: true,
    ports: [30040],
  },
  {
    name: '5.2 a health check on its own node port',
    spec: { ...local, healthCheckNodePort: 30040, ports: [tcp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '5.2 the same for UDP',
    spec: { ...local, healthCheckNodePort: 30040, ports: [udp(80, 30040)] },
    isAccepted: false,
  },
  {
    name: '5.2 a health check that is left to the server',
    spec: { ...local, allocateLoadBalancerNodePorts: false, ports: [tcp(80)] },
    isAccepted: true,
    ports: [0],
  },
  {
    name: '5.2 a node port that is the health check of another',
    spec: { type: 'NodePort', ports: [tcp(80, 30045)] },
    isAccepted: false,
    held: [service('other', { ...local, healthCheckNodePort: 30045, ports: [tcp(80, 30044)] })],
  },
];

/** Creates a Service exactly as written: a typed client fails on fields of another type, or drops them. */
async function post(client: FastClient, candidate: Service): Promise<Answer> {
  const { code, text } = await client.send('POST', '/api/v1/namespaces/default/services', candidate);
  return { code, body: JSON.parse(text) };
}

for (const release of RELEASES) {
  describe(`create on ${release}: the answer of the API server, and the verdict of the library`, () => {
    let plane: ControlPlane;
    let client: FastClient;
    before(async () => {
      plane = await startControlPlane({ assets: assetsOf(release) });
      client = new FastClient(plane);
    });
    after(async () => {
      client.close();
      await plane.stop();
    });

    for (const row of ROWS) {
      test(row.name, async (context) => {
        const held = await given(plane.api, ...(row.held ?? []));
        const candidate = service('web', row.spec);
        const { refusals, advice } = predict(candidate, held, { kubernetesVersion: plane.version });
        const answer = await post(client, candidate);
        try {
          context.diagnostic(
            `server: ${answer.code} ${answer.code < 300 ? nodePortsOf(answer.body).join(' ') : answer.body.message}`,
          );
          context.diagnostic(
            `library: ${refusals.join(', ') || 'accepted'}${advice.length ? ` (advises: ${advice.join(', ')})` : ''}`,
          );
          const isAccepted = row.isAccepted === 'from 1.33' ? release === 'newest' : row.isAccepted;
          assert.equal(answer.code < 300, isAccepted, 'the table says otherwise');
          assert.equal(disagreement(answer, { refusals }), undefined);
          if (row.ports) {
            nodePortsOf(answer.body).forEach((port, index) =>
              assert.ok(row.ports![index] === '?' ? port > 0 : port === row.ports![index], `port ${index} is ${port}`),
            );
          }
        } finally {
          await cleanUp(plane.api, [...held, candidate]);
        }
      });
    }

    test('C5: two unset entries of one service port share a number', async () => {
      const [shared] = await given(plane.api, service('web', { type: 'NodePort', ports: [tcp(53), udp(53)] }));
      const [first, second] = nodePortsOf(shared);
      assert.equal(first, second);
      await cleanUp(plane.api, [shared]);
    });
  });
}

test('a range that is full refuses a dynamic port, a dynamic health check, and nothing that is free', async () => {
  const portRange = '30000-30001';
  await withCluster({ portRange }, async ({ api }) => {
    const held = await given(api, service('a', { type: 'NodePort', ports: [tcp(80, 30000)] }));
    for (const [spec, isAccepted] of [
      [{ type: 'NodePort', ports: [tcp(80), tcp(81)] }, false],
      [{ ...local, ports: [tcp(80)] }, false],
      [{ ...local, allocateLoadBalancerNodePorts: false, ports: [tcp(80)] }, true],
    ] as const) {
      const candidate = service('web', spec);
      const answer = await api.create(candidate);
      assert.equal(answer.code < 300, isAccepted, JSON.stringify(answer.body));
      assert.equal(disagreement(answer, predict(candidate, held, { portRange })), undefined);
      await cleanUp(api, [candidate]);
    }
  });
});
