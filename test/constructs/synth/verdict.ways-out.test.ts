import { NodePortRegistry, NodePortReservation } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import { refusalsOf } from '../../support/apps';
import { Newcomer, newcomer } from '../../support/newcomer';

type Build = (newcomer: Newcomer, typed: boolean) => unknown;

const BLOCK = { size: 3, reason: 'Kafka brokers' };

/** What is refused at first, which message says what to type, and what was typed then. */
const WAYS_OUT: [name: string, build: Build, wayOut: string][] = [
  [
    'name the reservation in the prop reservation',
    ({ app, chart, service }, typed) => {
      const reservation = new NodePortReservation(app, 'r', BLOCK);
      service(chart(), 'a', [{ port: 80, nodePort: reservation.portAt(0) }], typed ? { reservation } : {});
    },
    'name the reservation in its prop reservation',
  ],
  [
    'admit the Service by its name',
    ({ app, chart, service }, typed) => {
      const reservation = new NodePortReservation(app, 'r', { ...BLOCK, services: typed ? ['shop/a'] : [] });
      service(chart(), 'a', [{ port: 80, nodePort: reservation.portAt(0) }]);
    },
    "add services: ['shop/a'] to that",
  ],
  [
    'widen the range',
    ({ app, chart, service }, typed) => {
      const registry = new NodePortRegistry(app, 'r', typed ? { portRange: '30000-33263' } : {});
      registry.accept(app, 'range-meets-ephemeral-ports', 'the nodes reserve these ports');
      const shop = chart();
      for (let index = 0; index < 90; index++) service(shop, `s${index}`, [{ port: 80 }]);
    },
    "set portRange: '30000-33263'",
  ],
  [
    'take the port that is proposed for each',
    ({ chart, service }, typed) => {
      const proposed = { a: 30010, b: 30011, c: 30012, d: 30013 };
      for (const [id, port] of Object.entries(proposed)) {
        service(chart(id), id, [{ port: 80, nodePort: typed ? port : 30010 }]);
      }
    },
    'Choose another: 30013 is the next free static port',
  ],
  [
    'accept a finding',
    ({ app, chart, service }, typed) => {
      const registry = new NodePortRegistry(app, 'r', { portRange: '30000-30015', strict: true });
      if (typed) registry.accept(app, 'static-band-unprotected', 'nobody else deploys here');
      service(chart(), 's', [{ port: 80 }]);
    },
    '(static-band-unprotected)',
  ],
  [
    'name the ports of DNS',
    ({ chart, service }, typed) => {
      const named = (protocol: kplus.Protocol) => ({
        ...(typed ? { name: `${protocol.toLowerCase()}-53` } : {}),
        port: 53,
        protocol,
        nodePort: 30053,
      });
      service(chart(), 's', [named(kplus.Protocol.UDP), named(kplus.Protocol.TCP)]);
    },
    'Add name: udp-53 to spec.ports[0].',
  ],
  [
    'take a port other than the one that the cluster holds',
    ({ app, chart, service }, typed) => {
      new NodePortRegistry(app, 'r', { takenPorts: [{ port: 30000, reason: 'API server' }] });
      service(chart(), 's', [{ port: 80, nodePort: typed ? 30002 : 30000 }]);
    },
    'Choose another: 30002 is the next free static port',
  ],
];

test.each(WAYS_OUT)('the proposed way out passes once it is typed: %s', (_, build, wayOut) => {
  const before = newcomer();
  build(before, false);
  expect(refusalsOf(before.app).join('\n')).toContain(wayOut);
  const after = newcomer();
  build(after, true);
  expect(refusalsOf(after.app)).toEqual([]);
});
