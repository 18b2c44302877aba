import fc from 'fast-check';
import { heldPorts } from '../../../lib/core/map/held-ports';
import { Holding, HoldingSource } from '../../../lib/core/map/holding';
import { PortState } from '../../../lib/core/map/port-map';
import { runs } from '../../support/runs';

const holding = (source: HoldingSource, state: PortState, rest: Partial<Holding> = {}): Holding => ({
  nodePort: 30001,
  source,
  state,
  namespace: 'shop',
  service: 'web',
  port: 'http',
  ...rest,
});
const written = holding(HoldingSource.MANIFEST, PortState.PINNED, { path: 'web.yaml:8:17' });

describe('a number that several sources know', () => {
  test('is assigned if its manifest contains the number that the lock chose', () => {
    const [port] = heldPorts([holding(HoldingSource.LOCK, PortState.ASSIGNED, { path: 'lock' }), written]);
    expect(port).toMatchObject({ state: PortState.ASSIGNED, path: 'web.yaml:8:17' });
  });

  test('belongs to the Service that draws it from a reservation', () => {
    const kafka = { service: undefined, holder: 'team data', reservation: 'kafka' };
    const [port] = heldPorts([holding(HoldingSource.RESERVATION, PortState.RESERVED, kafka), written]);
    expect(port).toMatchObject({ state: PortState.PINNED, service: 'web', holder: 'team data', reservation: 'kafka' });
  });

  test('is a clash if a finding says that the reservation does not admit the Service', () => {
    const nobody = { service: undefined, namespace: undefined, holder: 'team data' };
    const [port] = heldPorts(
      [holding(HoldingSource.RESERVATION, PortState.RESERVED, nobody), written],
      new Set([30001]),
    );
    expect(port).toMatchObject({ state: PortState.CLASH, service: 'web', rivals: [{ holder: 'team data' }] });
  });

  test('is no longer retired, and has no retirement date, once its owner is back', () => {
    const [port] = heldPorts([holding(HoldingSource.LOCK, PortState.RETIRED, { since: '2026-05-04' }), written]);
    expect([port.state, port.since]).toEqual([PortState.PINNED, undefined]);
  });

  test('is a clash if two running Services have it, even without a finding', () => {
    const live = (service: string) => holding(HoldingSource.LIVE, PortState.LIVE, { service });
    const [port] = heldPorts([live('a'), live('b')]);
    expect(port).toMatchObject({ state: PortState.CLASH, service: 'a', rivals: [{ service: 'b' }] });
  });

  test('is a clash if a claim in the cluster names another Service', () => {
    const claim = holding(HoldingSource.CLAIM, PortState.RESERVED, { service: 'api' });
    expect(heldPorts([written, claim])).toMatchObject([{ state: PortState.CLASH }]);
    expect(heldPorts([written, { ...claim, service: 'web' }])).toMatchObject([{ state: PortState.PINNED }]);
  });

  test.each([
    ['a manifest and the lock', holding(HoldingSource.MANIFEST, PortState.PINNED), HoldingSource.LOCK],
    ['a manifest and the cluster', holding(HoldingSource.MANIFEST, PortState.PINNED), HoldingSource.LIVE],
    ['the cluster and something outside Kubernetes', holding(HoldingSource.LIVE, PortState.LIVE), HoldingSource.TAKEN],
  ])('belongs to the owner in the first of %s, unless a finding disagrees', (_, first, source) => {
    const other = { service: 'api', serves: '53 UDP', reason: 'old', reservation: 'kafka', holder: 'team' };
    const [port] = heldPorts([holding(source, PortState.PINNED, other), first]);
    expect(port).toEqual({ nodePort: 30001, state: first.state, namespace: 'shop', service: 'web', port: 'http' });
  });

  test('is live if a cluster printed its manifest, whatever the lock says', () => {
    const printed = holding(HoldingSource.MANIFEST, PortState.LIVE);
    expect(heldPorts([printed, holding(HoldingSource.LOCK, PortState.ASSIGNED)])).toMatchObject([
      { state: PortState.LIVE },
    ]);
  });

  test('is assigned if the lock chose it, whatever the cluster shows', () => {
    const others = [holding(HoldingSource.LOCK, PortState.ASSIGNED), holding(HoldingSource.LIVE, PortState.LIVE)];
    expect(heldPorts([written, ...others])).toMatchObject([{ state: PortState.ASSIGNED }]);
  });

  test('combines what all sources know about its owner, preferring the first', () => {
    const live = holding(HoldingSource.LIVE, PortState.LIVE, { serves: '80 TCP', since: '2026-01-05' });
    const known = { serves: '443 TCP', reason: 'the appliance', reservation: 'kafka', since: '2026-02-06' };
    const claim = holding(HoldingSource.CLAIM, PortState.RESERVED, { ...known, holder: 'team' });
    expect(heldPorts([claim, live, written])).toMatchObject([
      { ...known, serves: '80 TCP', since: '2026-01-05', holder: 'team', path: written.path },
    ]);
    const better = { serves: '8080 TCP', reason: 'mine', reservation: 'own', holder: 'us', since: '2025-12-31' };
    expect(heldPorts([claim, live, { ...written, ...better }])).toMatchObject([better]);
  });

  test('has one owner if both sources name a Service of the same namespace, and two otherwise', () => {
    const stateOf = (namespace: string) =>
      heldPorts([written, holding(HoldingSource.LOCK, PortState.PINNED, { namespace })], new Set([30001]))[0].state;
    expect([stateOf('shop'), stateOf('edge')]).toEqual([PortState.PINNED, PortState.CLASH]);
  });

  test('has one owner if both sources hold it for the same holder, and two otherwise', () => {
    const heldFor = (source: HoldingSource, holder: string) =>
      holding(source, PortState.RESERVED, { namespace: undefined, service: undefined, holder });
    const stateOf = (holder: string) =>
      heldPorts([heldFor(HoldingSource.RESERVATION, 'data'), heldFor(HoldingSource.LOCK, holder)], new Set([30001]))[0]
        .state;
    expect([stateOf('data'), stateOf('edge')]).toEqual([PortState.RESERVED, PortState.CLASH]);
  });

  test.each([
    ['something outside Kubernetes', HoldingSource.TAKEN, PortState.TAKEN],
    ['a retired owner', HoldingSource.LOCK, PortState.RETIRED],
  ])('ignores what is known about %s', (_, source, state) => {
    const other = holding(source, state, { namespace: undefined, service: undefined, holder: 'nginx' });
    expect(heldPorts([written, other])).toMatchObject([{ service: 'web', holder: undefined }]);
  });

  test('does not mix what is known about two holders', () => {
    const heldFor = (source: HoldingSource, holder: string, reason?: string) =>
      holding(source, PortState.RESERVED, { namespace: undefined, service: undefined, holder, reason });
    const [port] = heldPorts([
      heldFor(HoldingSource.RESERVATION, 'data'),
      heldFor(HoldingSource.LOCK, 'edge', 'ingress'),
    ]);
    expect(port).toMatchObject({ state: PortState.RESERVED, holder: 'data', reason: undefined });
  });

  test('names each rival once', () => {
    const other = holding(HoldingSource.MANIFEST, PortState.PINNED, { service: 'api' });
    const [{ rivals }] = heldPorts([written, other, { ...other, source: HoldingSource.LOCK }], new Set([30001]));
    expect(rivals).toHaveLength(1);
  });
});

test('every held number is listed once, in order, whatever the sources say', () => {
  const holdings = fc.array(
    fc.record({
      nodePort: fc.integer({ min: 30000, max: 30010 }),
      source: fc.constantFrom(
        ...Object.values(HoldingSource).filter((source): source is HoldingSource => typeof source === 'number'),
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
    runs(100),
  );
});
