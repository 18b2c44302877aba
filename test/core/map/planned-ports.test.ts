import fc from 'fast-check';
import { portsAt } from '../../../lib/core/map/moment';
import { plannedPorts } from '../../../lib/core/map/planned-ports';
import { MapPort, PortState } from '../../../lib/core/map/port-map';
import { ChangeKind, PortChange } from '../../../lib/core/plan/port-changes';
import { mapOf, portOf } from '../../support/map-ports';
import { runs } from '../../support/runs';

/** What it takes to get from one holding of numbers to another, as a plan would say it. */
function changesBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): PortChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((name): PortChange => {
    const [from, to] = [before.get(name), after.get(name)];
    return { kind: kindOf(from, to), service: `shop/${name}`, port: 'http', protocol: 'TCP', from, to };
  });
}

function kindOf(from: number | undefined, to: number | undefined): ChangeKind {
  if (from === to) return ChangeKind.UNCHANGED;
  if (from === undefined) return ChangeKind.NEW;
  return to === undefined ? ChangeKind.RETIRED : ChangeKind.MOVED;
}

function portsOf(held: ReadonlyMap<string, number>): MapPort[] {
  return [...held].map(([name, nodePort]) => portOf(nodePort, name)).sort((a, b) => a.nodePort - b.nodePort);
}

test('the map after a plan shows the new owner of each port, and marks ports that were given up', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 30000, max: 30015 }), { maxLength: 8 });
  const held = numbers.map((all) => new Map(all.map((nodePort, index) => [`service-${index}`, nodePort])));
  fc.assert(
    fc.property(held, held, (before, after) => {
      const [today, then] = [portsOf(before), portsOf(after)];
      const plan = plannedPorts(today, then, changesBetween(before, after));
      const planned = mapOf(today, { plan: { verdict: 'safe', findings: [], ...plan } });
      const shown = [...portsAt(planned, 'planned').values()];
      const staying = shown.filter(({ state }) => state !== PortState.LEAVING);
      const owners = (ports: readonly MapPort[]) => ports.map(({ nodePort, service }) => [nodePort, service]);
      expect(owners(staying)).toEqual(owners(then));
      const isHeld = (nodePort: number) => then.some((each) => each.nodePort === nodePort);
      const left = today.map(({ nodePort }) => nodePort).filter((nodePort) => !isHeld(nodePort));
      expect(shown.filter(({ state }) => state === PortState.LEAVING).map(({ nodePort }) => nodePort)).toEqual(left);
    }),
    runs(100),
  );
});

test('a swap is two arrivals, and nothing is given up', () => {
  const [before, after] = [
    new Map([
      ['a', 30001],
      ['b', 30002],
    ]),
    new Map([
      ['a', 30002],
      ['b', 30001],
    ]),
  ];
  const plan = plannedPorts(portsOf(before), portsOf(after), changesBetween(before, after));
  expect(plan.ports).toMatchObject([
    { nodePort: 30001, service: 'b', change: { kind: 'arrives', other: 30002 } },
    { nodePort: 30002, service: 'a', change: { kind: 'arrives', other: 30001 } },
  ]);
  expect(plan.moves).toEqual([
    { from: 30001, to: 30002 },
    { from: 30002, to: 30001 },
  ]);
});

test('TCP and UDP that move together are one move', () => {
  const move = { kind: ChangeKind.MOVED, service: 'shop/dns', port: 'dns', from: 30001, to: 30002 };
  const change = (protocol: string): PortChange => ({ ...move, protocol });
  expect(plannedPorts([], [], [change('TCP'), change('UDP')]).moves).toEqual([{ from: 30001, to: 30002 }]);
});

describe('a port on the map after a plan', () => {
  const change = (kind: ChangeKind, name: string, from?: number, to?: number): PortChange => ({
    kind,
    service: `shop/${name}`,
    port: 'http',
    protocol: 'TCP',
    from,
    to,
  });
  const today = [portOf(30001, 'a')];

  test('is left out if nothing changes', () => {
    const plan = plannedPorts(today, today, [change(ChangeKind.UNCHANGED, 'a', 30001, 30001)]);
    expect(plan).toEqual({ ports: [], freed: [], moves: [] });
  });

  test.each([
    ['state', { state: PortState.PINNED }],
    ['namespace', { namespace: 'edge' }],
    ['Service', { service: 'b' }],
    ['port', { port: 'https' }],
  ])('is shown if its %s differs, even if the plan does not mention it', (_, difference) => {
    const after = [{ ...today[0], ...difference }];
    expect(plannedPorts(today, after, []).ports).toEqual(after);
  });

  test('is shown if nothing held its number before', () => {
    expect(plannedPorts([], today, []).ports).toEqual(today);
  });

  test('is marked as new if its Service did not have it, although the lock held it', () => {
    const { ports } = plannedPorts(today, today, [change(ChangeKind.NEW, 'a', undefined, 30001)]);
    expect(ports).toEqual([{ ...today[0], change: { kind: 'new' } }]);
  });

  test('is marked as leaving, with its new number', () => {
    const moved = plannedPorts(today, [portOf(30000, 'a')], [change(ChangeKind.MOVED, 'a', 30001, 30000)]);
    expect(moved.ports).toEqual([
      portOf(30000, 'a', { change: { kind: 'arrives', other: 30001 } }),
      portOf(30001, 'a', { state: PortState.LEAVING, change: { kind: 'leaves', other: 30000 } }),
    ]);
    const retired = plannedPorts(today, [], [change(ChangeKind.RETIRED, 'a', 30001)]);
    expect(retired).toEqual({
      ports: [portOf(30001, 'a', { state: PortState.LEAVING, change: { kind: 'leaves', other: undefined } })],
      freed: [],
      moves: [],
    });
  });

  test('is listed by number, whether it arrives or leaves', () => {
    const moved = plannedPorts(today, [portOf(30002, 'a')], [change(ChangeKind.MOVED, 'a', 30001, 30002)]);
    expect(moved.ports.map(({ nodePort }) => nodePort)).toEqual([30001, 30002]);
  });

  test('is freed if nothing holds it any more and the plan does not mention it', () => {
    const two = [...today, portOf(30002, 'b')];
    expect(plannedPorts(two, today, [])).toEqual({ ports: [], freed: [30002], moves: [] });
  });

  test('does not move to a number that the API server will pick', () => {
    const { ports, moves } = plannedPorts(today, [], [change(ChangeKind.MOVED, 'a', 30001)]);
    expect(ports).toMatchObject([{ nodePort: 30001, state: PortState.LEAVING }]);
    expect(moves).toEqual([]);
  });

  test.each([
    ['new', change(ChangeKind.NEW, 'a', undefined, 30001)],
    ['retired', change(ChangeKind.RETIRED, 'a', 30001)],
    ['unchanged', change(ChangeKind.UNCHANGED, 'a', 30001, 30001)],
    ['lingering', change(ChangeKind.LINGERING, 'a', 30001, 30001)],
  ])('does not move if it is %s', (_, each) => {
    expect(plannedPorts(today, today, [each]).moves).toEqual([]);
  });
});
