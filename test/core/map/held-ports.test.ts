import fc from 'fast-check';
import { heldPorts } from '../../../lib/core/map/held-ports';
import { Holding, Source } from '../../../lib/core/map/holding';
import { PortState } from '../../../lib/core/map/port-map';

const holding = (source: Source, state: PortState, rest: Partial<Holding> = {}): Holding => ({
  nodePort: 30001,
  source,
  state,
  namespace: 'shop',
  service: 'web',
  port: 'http',
  ...rest,
});
const written = holding(Source.MANIFEST, PortState.PINNED, { path: 'web.yaml:8:17' });

describe('a number that several sources know', () => {
  test('is assigned if its manifest contains the number that the lock chose', () => {
    const [port] = heldPorts([holding(Source.LOCK, PortState.ASSIGNED, { path: 'lock' }), written]);
    expect(port).toMatchObject({ state: PortState.ASSIGNED, path: 'web.yaml:8:17' });
  });

  test('is that of the Service which draws it from a reservation', () => {
    const kafka = { service: undefined, holder: 'team data', reservation: 'kafka' };
    const [port] = heldPorts([holding(Source.RESERVATION, PortState.RESERVED, kafka), written]);
    expect(port).toMatchObject({ state: PortState.PINNED, service: 'web', holder: 'team data', reservation: 'kafka' });
  });

  test('is a clash if a finding says that the reservation does not admit the Service', () => {
    const nobody = { service: undefined, namespace: undefined, holder: 'team data' };
    const [port] = heldPorts([holding(Source.RESERVATION, PortState.RESERVED, nobody), written], new Set([30001]));
    expect(port).toMatchObject({ state: PortState.CLASH, service: 'web', rivals: [{ holder: 'team data' }] });
  });

  test('is no longer retired once its owner is back, and forgets that day', () => {
    const [port] = heldPorts([holding(Source.LOCK, PortState.RETIRED, { since: '2026-05-04' }), written]);
    expect([port.state, port.since]).toEqual([PortState.PINNED, undefined]);
  });

  test('is a clash if two running Services have it, even without a finding', () => {
    const live = (service: string) => holding(Source.LIVE, PortState.LIVE, { service });
    const [port] = heldPorts([live('a'), live('b')]);
    expect(port).toMatchObject({ state: PortState.CLASH, service: 'a', rivals: [{ service: 'b' }] });
  });

  test('is a clash if a claim in the cluster names another Service', () => {
    const claim = holding(Source.CLAIM, PortState.RESERVED, { service: 'api' });
    expect(heldPorts([written, claim])).toMatchObject([{ state: PortState.CLASH }]);
    expect(heldPorts([written, { ...claim, service: 'web' }])).toMatchObject([{ state: PortState.PINNED }]);
  });

  test('names each rival once', () => {
    const other = holding(Source.MANIFEST, PortState.PINNED, { service: 'api' });
    const [{ rivals }] = heldPorts([written, other, { ...other, source: Source.LOCK }], new Set([30001]));
    expect(rivals).toHaveLength(1);
  });
});

test('every held number is listed once, in order, whatever the sources say', () => {
  const holdings = fc.array(
    fc.record({
      nodePort: fc.integer({ min: 30000, max: 30010 }),
      source: fc.constantFrom(
        ...Object.values(Source).filter((source): source is Source => typeof source === 'number'),
      ),
      state: fc.constantFrom(...Object.values(PortState)),
      namespace: fc.constantFrom('a', 'b', undefined),
      service: fc.constantFrom('web', 'api', undefined),
      holder: fc.constantFrom('team', undefined),
    }),
  );
  fc.assert(
    fc.property(holdings, fc.uniqueArray(fc.integer({ min: 30000, max: 30010 })), (all, contested) => {
      const numbers = heldPorts(all, new Set(contested)).map(({ nodePort }) => nodePort);
      expect(numbers).toEqual([...new Set(all.map(({ nodePort }) => nodePort))].sort((a, b) => a - b));
    }),
  );
});
