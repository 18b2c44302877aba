import { readFileSync, writeFileSync } from 'node:fs';
import { Chart, Testing } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, NodePortReservationProps, StaticNodePortService } from 'cdk8s-nodeport';
import { codesOf, pinned, plainService, refusalsOf, staticService, tempApp } from '../support/apps';
import { entriesOf } from '../support/lock';
import { newLock, synth } from '../support/locked-app';

function reserve(props: Partial<NodePortReservationProps>) {
  const app = tempApp();
  const reservation = new NodePortReservation(app, 'kafka', { reason: 'Kafka brokers', ...props });
  const chart = new Chart(app, 'data', { namespace: 'data' });
  const broker = (id: string, nodePort?: number) =>
    new StaticNodePortService(chart, id, {
      metadata: { name: id },
      ports: [{ name: 'kafka', port: 9092, nodePort }],
      reservation,
    });
  return { app, chart, reservation, broker };
}

/** Two clusters of an app, each with a chart. */
function twoClusters() {
  const app = tempApp();
  const [east, west] = ['east', 'west'].map((id) => {
    const chart = new Chart(app, id, { namespace: 'shop' });
    new NodePortRegistry(chart, 'NodePorts', { cluster: id });
    return chart;
  });
  return { app, east, west };
}

const numbersOf = (chart: Chart) =>
  Testing.synth(chart)
    .filter(({ kind }) => kind === 'Service')
    .map(({ spec }) => spec.ports[0].nodePort as number);

test('no other Service gets a reserved port, pinned or assigned', () => {
  const { app, chart } = reserve({ ports: '30040-30044' });
  plainService(chart, 'plain', pinned(30041), { namespace: 'data' });
  for (let index = 0; index < 20; index++) {
    new StaticNodePortService(chart, `web-${index}`, { ports: [{ name: 'web', port: 80 }] });
  }
  expect(refusalsOf(app)).toEqual(
    [
      `[data/plain] Service data/plain, port "web": node port 30041 is held by kafka (Kafka brokers). Choose ` +
        `another: ${30045} is the next free static port, or let this Service have it: name the reservation in its ` +
        `prop reservation, or add services: ['data/plain'] to that. (port-reserved)`,
    ].map((text) => expect.stringMatching(new RegExp(text.replace(/[[\]().]/g, '\\$&').replace('30045', '30\\d{3}')))),
  );
});

test('a Service draws from it by naming it, or by being named in it', () => {
  const { app, chart, broker } = reserve({ ports: '30040-30042', services: ['data/plain'] });
  broker('kafka-0');
  broker('kafka-1', 30042);
  plainService(chart, 'plain', pinned(30041), { namespace: 'data' });
  expect(codesOf(app)).toEqual([]);
  expect(numbersOf(chart).sort()).toEqual([30040, 30041, 30042]);
});

test('two Services on one reserved port clash', () => {
  const { app, broker } = reserve({ ports: '30040-30042' });
  broker('kafka-0', 30041);
  broker('kafka-1', 30041);
  expect(codesOf(app)).toEqual(['port-taken']);
});

test('a block is a row of consecutive static ports with room to grow, whose numbers can be used at once', () => {
  const { app, chart, reservation, broker } = reserve({ size: 5 });
  for (const id of ['kafka-0', 'kafka-1', 'kafka-2']) broker(id);
  expect(codesOf(app)).toEqual([]);
  const reserved = NodePortRegistry.of(app)
    .claims()
    .filter(({ kind }) => kind === 'reservation')
    .map(({ nodePort }) => nodePort!);
  expect(reserved).toEqual([0, 1, 2, 3, 4].map((index) => reserved[0] + index));
  for (const port of numbersOf(chart)) expect(reserved).toContain(port);
  plainService(chart, 'first', { type: 'ClusterIP', ports: [{ port: 80, targetPort: reservation.portAt(0) }] });
  expect(Testing.synth(chart).find(({ metadata }) => metadata.name === 'first').spec.ports[0].targetPort).toBe(
    reserved[0],
  );
});

test('each Service can have its own port of the block', () => {
  const { app, chart, reservation, broker } = reserve({ size: 3 });
  ['kafka-0', 'kafka-1', 'kafka-2'].forEach((id, index) => broker(id, reservation.portAt(index)));
  expect(codesOf(app)).toEqual([]);
  const ports = numbersOf(chart);
  expect(ports).toEqual([ports[0], ports[0] + 1, ports[0] + 2]);
});

test('portAt() returns the written port at once', () => {
  expect(reserve({ ports: '30040,30050' }).reservation.portAt(1)).toBe(30050);
});

test('a full reservation is refused, and no port outside it is assigned', () => {
  const { app, broker } = reserve({ ports: '30040' });
  broker('kafka-0');
  broker('kafka-1');
  expect(codesOf(app)).toEqual(['reservation-full']);
});

test('a block is refused if there are not enough consecutive free ports', () => {
  const { app } = reserve({ size: 84 });
  expect(refusalsOf(app)).toEqual([
    '[kafka] there is no block of 84 free ports in the static band 30000-30085 of the cluster. Reserve ' +
      'fewer, or remove a Service or a reservation that is not needed any more. (reservation-full)',
  ]);
});

test('reserved ports outside the static band, and ports reserved twice, are refused', () => {
  const { app, chart } = reserve({ ports: '30040,31000' });
  new NodePortReservation(chart, 'other', { ports: '30040', reason: 'another wish' });
  expect(codesOf(app).sort()).toEqual(['outside-static-band', 'port-reserved']);
});

test('a reservation alone causes every Service of the app to be judged', () => {
  const { app, chart } = reserve({ ports: '30040' });
  plainService(chart, 'plain', pinned(30040));
  expect(codesOf(app)).toEqual(['port-reserved']);
});

test('a reservation of one cluster holds nothing in another', () => {
  const { app, east, west } = twoClusters();
  new NodePortReservation(east, 'held', { ports: '30040', reason: 'the appliance' });
  staticService(west, 'web', 30040);
  expect(codesOf(app)).toEqual([]);
  staticService(east, 'web', 30040);
  expect(codesOf(app)).toEqual(['port-reserved']);
});

test('a Service cannot draw from the reservation of another cluster', () => {
  const { app, east, west } = twoClusters();
  const reservation = new NodePortReservation(east, 'held', { ports: '30040', reason: 'the appliance' });
  new StaticNodePortService(west, 'web', { ports: [{ name: 'web', port: 80 }], reservation });
  expect(refusalsOf(app)).toEqual([
    expect.stringMatching(
      /reservation east\/held holds ports of another cluster\. Name a reservation of its own cluster\. \(reservation-full\)$/,
    ),
  ]);
});

test('many reserved ports outside the static band are reported in one sentence', () => {
  expect(refusalsOf(reserve({ ports: '30080-30090,1000-2000' }).app)).toEqual([
    '[kafka] it reserves 1000-2000, outside the range of the cluster, 30000-32767. Reserve ports of the static ' +
      'band 30000-30085. (outside-range)',
    '[kafka] it reserves 30086-30090, in the dynamic band 30086-32767, from which the API server picks for ' +
      'others. Reserve ports of the static band 30000-30085. (outside-static-band)',
  ]);
});

test('a removed reservation holds nothing', () => {
  const { app, chart } = reserve({ ports: '30040' });
  staticService(chart, 'web', 30040);
  app.node.tryRemoveChild('kafka');
  expect(codesOf(app)).toEqual([]);
});

test.each([
  [{}, "it has neither ports nor size. Write ports: '30040-30044', or size: 5. (reservation-invalid)"],
  [{ ports: '30040', size: 2 }, "it has ports: '30040' and size: 2. Keep one of the two. (reservation-invalid)"],
  [
    { size: 0 },
    'size 0 is not a number of ports that a static band can hold. Write a whole number from 1 to 128. ' +
      '(reservation-invalid)',
  ],
  [{ size: 2.5 }, 'size 2.5 is not a number of ports'],
  [{ size: 129 }, 'size 129 is not a number of ports'],
  [
    { ports: '30040', services: ['mirror'] },
    'services contains "mirror", which is not the name of a Service. Write it as namespace/name, such as ' +
      "'kafka/mirror'. " +
      '(reservation-invalid)',
  ],
  [{ ports: '30040', reason: ' ' }, 'ports are reserved without a reason'],
])('a reservation with %j is refused where it is created', (props, what) => {
  expect(() => reserve(props)).toThrow(`kafka: ${what}`);
});

test('a port outside the reservation is refused', () => {
  expect(() => reserve({ ports: '30040-30041' }).reservation.portAt(2)).toThrow(
    'kafka: it has no port at 2 of 30040-30041. Use an index from 0 to 1. (reservation-invalid)',
  );
});

describe('a reservation whose app has a lock', () => {
  /** An app of one broker on a port of the reservation, beside a lock. */
  function locked(
    lockFile: string,
    props: Partial<NodePortReservationProps>,
    portOf?: (at: NodePortReservation) => number,
  ) {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile });
    const reservation = new NodePortReservation(app, 'kafka', { reason: 'Kafka brokers', ...props });
    const nodePort = portOf?.(reservation);
    if (nodePort === undefined) return app;
    new StaticNodePortService(new Chart(app, 'data', { namespace: 'data' }), 'kafka', {
      metadata: { name: 'kafka' },
      ports: [{ name: 'broker', port: 9092, nodePort }],
      reservation,
    });
    return app;
  }

  test('keeps a port that a Service still draws from it', () => {
    const lockFile = newLock();
    synth(locked(lockFile, { ports: '30040-30043' }, () => 30043));
    const before = entriesOf(lockFile);
    expect(refusalsOf(locked(lockFile, { ports: '30040-30042' }, () => 30043))).toEqual([
      '[data/kafka] Service data/kafka, port "broker": its port 30043 is no longer part of reservation kafka, ' +
        "30040-30042. Write ports: '30040-30043', to keep it in the reservation, or remove its prop reservation, to " +
        'keep it outside. (reservation-full)',
    ]);
    expect(entriesOf(lockFile)).toEqual(before);
  });

  test('proposes the same list for every port that it lost, and that list restores them', () => {
    const lockFile = newLock();
    const brokers = (ports: string) => {
      const app = tempApp();
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile });
      const reservation = new NodePortReservation(app, 'kafka', { reason: 'Kafka brokers', ports });
      const chart = new Chart(app, 'data', { namespace: 'data' });
      for (const name of ['b1', 'b2', 'b3']) {
        new StaticNodePortService(chart, name, {
          metadata: { name },
          ports: [{ name: 'kafka', port: 9092 }],
          reservation,
        });
      }
      return app;
    };
    synth(brokers('30040-30042'));
    const before = entriesOf(lockFile);
    const refusals = refusalsOf(brokers('30040'));
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toContain("Write ports: '30040-30042', to keep it");
    synth(brokers('30040-30042'));
    expect(entriesOf(lockFile)).toEqual(before);
  });

  test('grows back over the ports that it gave up', () => {
    const lockFile = newLock();
    const last = (at: NodePortReservation): number => at.portAt(3);
    synth(locked(lockFile, { size: 4 }, last));
    const before = entriesOf(lockFile);
    synth(locked(lockFile, { size: 2 }));
    expect(entriesOf(lockFile).filter((line) => line.includes('state: retired'))).toHaveLength(2);
    synth(locked(lockFile, { size: 4 }, last));
    expect(entriesOf(lockFile)).toEqual(before);
  });

  test('reports what keeps it from growing as soon as one of its ports is requested', () => {
    const lockFile = newLock();
    synth(locked(lockFile, { ports: '30040-30041' }));
    writeFileSync(
      lockFile,
      readFileSync(lockFile, 'utf8').replace(
        '# 30042\n',
        '# 30042\n      30042: { service: data/old, port: web, state: retired, since: 2026-03-31 }\n',
      ),
    );
    expect(() => locked(lockFile, { size: 3 }, (at) => at.portAt(2))).toThrow(
      /cannot grow to 3 ports in a row: 30042 is retired, and belonged to data\/old web\. Release it: npx cdk8s-nodeport lock release/,
    );
  });
});
