import { PortRange } from '../../../lib/core/cluster/port-range';
import { keyOf } from '../../../lib/core/live/live-service';
import {
  LivePort,
  compareLivePorts,
  nameLivePort,
  notesOf,
  servicesByKey,
  snapshotOf,
} from '../../../lib/core/live/snapshot';
import { ClaimKind } from '../../../lib/core/service/claim';
import { Fields } from '../../../lib/core/service/service-fields';
import { LOCAL, liveWith, stateWith } from '../../support/live-services';

const RANGE = PortRange.between(30000, 32767);
const web = (nodePort: number) => [{ name: 'web', port: 80, nodePort }];
const snapshot = (...services: Parameters<typeof snapshotOf>[2]) => snapshotOf('prod', RANGE, services);

test('a snapshot has Services by namespace and name, and the ports that they hold by number', () => {
  const { services, ports, isPortsOnly } = snapshot(
    liveWith('b', web(30002)),
    liveWith('a', web(30003)),
    liveWith('c', web(30001)),
  );
  expect(services.map(keyOf)).toEqual(['shop/a', 'shop/b', 'shop/c']);
  expect(ports.map(({ nodePort, service }) => `${nodePort} ${service}`)).toEqual(['30001 c', '30002 b', '30003 a']);
  expect(isPortsOnly).toBe(false);
});

test('a Service holds the numbers of its ports and of its health check', () => {
  const state = stateWith([...web(30001), { name: 'open', port: 81 }], { ...LOCAL, healthCheckNodePort: 30002 });
  expect(snapshot(liveWith('lb', [], { state })).ports).toEqual([
    {
      nodePort: 30001,
      kind: ClaimKind.NODE_PORT,
      namespace: 'shop',
      service: 'lb',
      name: 'web',
      servicePort: 80,
      protocol: 'TCP',
    },
    { nodePort: 30002, kind: ClaimKind.HEALTH_CHECK, namespace: 'shop', service: 'lb', name: '', protocol: 'TCP' },
  ]);
});

test('a Service of another type holds nothing, whatever numbers it carries', () => {
  expect(snapshot(liveWith('a', [], { state: stateWith(web(30001), { type: 'ExternalName' }) })).ports).toEqual([]);
});

test('a number with several owners and a number outside the range are noted', () => {
  const services = [
    liveWith('a', web(30001)),
    liveWith('b', web(30001)),
    liveWith('c', web(30001)),
    liveWith('d', web(20080)),
    liveWith('e', web(30002)),
  ];
  expect(notesOf(snapshot(...services))).toEqual([
    {
      nodePort: 30001,
      text:
        'node port 30001 is held by shop/a, shop/b and shop/c; traffic reaches one of them only. Recreate all but ' +
        'one of them with another number',
    },
    {
      nodePort: 20080,
      text:
        'node port 20080 of shop/d is outside the range 30000-32767; it works until its Service is recreated. Move ' +
        'it into the range',
    },
  ]);
});

test('several protocols of one Service may share a number', () => {
  const ports: Fields[] = [
    { name: 'tcp', port: 53, nodePort: 30053 },
    { name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 },
  ];
  expect(notesOf(snapshot(liveWith('dns', ports)))).toEqual([]);
});

const PORT: LivePort = {
  nodePort: 30001,
  kind: ClaimKind.NODE_PORT,
  namespace: 'shop',
  service: 'a',
  name: 'web',
  servicePort: 80,
  protocol: 'TCP',
};

test.each<[Partial<LivePort>, string]>([
  [{}, 'web'],
  [{ name: '' }, '80/TCP'],
  [{ kind: ClaimKind.HEALTH_CHECK }, 'healthCheckNodePort'],
])('a port is named by its name, or by its number and protocol: %j', (port, expected) => {
  expect(nameLivePort({ ...PORT, ...port })).toBe(expected);
});

test.each<[string, Partial<LivePort>]>([
  ['by number', { nodePort: 30002, service: '0' }],
  ['by owner', { service: 'b', kind: ClaimKind.HEALTH_CHECK }],
  ['by kind', { kind: 'zzz' as ClaimKind.NODE_PORT, name: 'a' }],
  ['by name', { name: 'xyz', servicePort: 1 }],
  ['by service port', { servicePort: 81, protocol: 'A' }],
  ['by protocol', { protocol: 'UDP' }],
])('ports are sorted %s', (_, later) => {
  const [first, second] = [PORT, { ...PORT, ...later }];
  expect(Math.sign(compareLivePorts(first, second))).toBe(-1);
  expect(Math.sign(compareLivePorts(second, first))).toBe(1);
});

test('a health check sorts before the ports of the same number, since it has no service port', () => {
  const { servicePort: _, ...check } = PORT;
  expect(compareLivePorts(check, PORT)).toBeLessThan(0);
  expect(compareLivePorts(PORT, check)).toBeGreaterThan(0);
});

test('a Service is found by namespace and name', () => {
  const service = liveWith('a', []);
  expect(servicesByKey(snapshot(service))).toEqual(new Map([['shop/a', service]]));
});
