import fc from 'fast-check';
import { censusOf } from '../../../lib/core/map/census';
import { portsAt } from '../../../lib/core/map/moment';
import { plannedPorts } from '../../../lib/core/map/planned-ports';
import { ClusterMap, MapPort, PortState } from '../../../lib/core/map/port-map';
import { ChangeKind, PortChange } from '../../../lib/core/plan/port-changes';

const port = (nodePort: number, service: string): MapPort => ({
  nodePort,
  state: PortState.LIVE,
  namespace: 'shop',
  service,
  port: 'http',
});
const cluster = (ports: readonly MapPort[], rest: Partial<ClusterMap> = {}): ClusterMap => ({
  name: 'prod',
  first: 30000,
  last: 30099,
  staticLast: 30015,
  avoided: [30000],
  sources: [],
  knowsDynamic: true,
  unnumbered: 0,
  findings: [],
  ports,
  ...rest,
});

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
  return [...held].map(([name, nodePort]) => port(nodePort, name)).sort((a, b) => a.nodePort - b.nodePort);
}

test('the map after a plan shows the new owner of each port, and marks ports that were given up', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 30000, max: 30015 }), { maxLength: 8 });
  const held = numbers.map((all) => new Map(all.map((nodePort, index) => [`service-${index}`, nodePort])));
  fc.assert(
    fc.property(held, held, (before, after) => {
      const [today, then] = [portsOf(before), portsOf(after)];
      const plan = plannedPorts(today, then, changesBetween(before, after));
      const planned = cluster(today, { plan: { verdict: 'safe', findings: [], ...plan } });
      const shown = [...portsAt(planned, 'planned').values()];
      const staying = shown.filter(({ state }) => state !== PortState.LEAVING);
      const owners = (ports: readonly MapPort[]) => ports.map(({ nodePort, service }) => [nodePort, service]);
      expect(owners(staying)).toEqual(owners(then));
      const isHeld = (nodePort: number) => then.some((each) => each.nodePort === nodePort);
      const left = today.map(({ nodePort }) => nodePort).filter((nodePort) => !isHeld(nodePort));
      expect(shown.filter(({ state }) => state === PortState.LEAVING).map(({ nodePort }) => nodePort)).toEqual(left);
    }),
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

test('the counts of a cluster add up to its static band, whoever owns which port', () => {
  const held = fc.uniqueArray(fc.integer({ min: 29990, max: 30110 }));
  fc.assert(
    fc.property(held, (numbers) => {
      const ports = new Map(numbers.map((nodePort) => [nodePort, port(nodePort, 'a')]));
      const { counts, free, staticSize } = censusOf(cluster([...ports.values()]), ports);
      expect(staticSize).toBe(16);
      expect(free.length + numbers.filter((nodePort) => nodePort >= 30000 && nodePort <= 30015).length).toBe(16);
      expect(counts[PortState.FREE]).toBe(free.length);
    }),
  );
});

test('the next free port is one that tutorials do not use, as long as there is one', () => {
  expect(censusOf(cluster([]), new Map()).free[0]).toBe(30001);
  const all = new Map(Array.from({ length: 15 }, (_, index) => [30001 + index, port(30001 + index, 'a')]));
  expect(censusOf(cluster([...all.values()]), all).free).toEqual([30000]);
});
