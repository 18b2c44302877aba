import fc from 'fast-check';
import { censusOf } from '../../../lib/core/map/census';
import { MapPort, PortState } from '../../../lib/core/map/port-map';
import { byNumber, mapOf, portOf } from '../../support/map-ports';
import { runs } from '../../support/runs';

const censusWith = (ports: readonly MapPort[]) => censusOf(mapOf(ports), byNumber(ports));
const staticPorts = Array.from({ length: 16 }, (_, index) => 30000 + index);

test('the ports of each state are counted across the range, the free ones in the static band', () => {
  const ports = [
    portOf(30001, 'a'),
    portOf(30090, 'b'),
    portOf(30002, 'c', { state: PortState.PINNED }),
    portOf(29999, 'd', { state: PortState.CLASH }),
  ];
  const { counts, staticSize } = censusWith(ports);
  expect(counts).toEqual({
    ...Object.fromEntries(Object.values(PortState).map((state) => [state, 0])),
    [PortState.LIVE]: 2,
    [PortState.PINNED]: 1,
    [PortState.CLASH]: 1,
    [PortState.FREE]: 14,
  });
  expect(staticSize).toBe(16);
});

test('the static ports that nothing holds are free, the first and the last of the band among them', () => {
  expect(censusWith([portOf(30001, 'a'), portOf(30016, 'b')]).free).toEqual([
    ...staticPorts.filter((port) => port > 30001),
    30000,
  ]);
});

test('a commonly hard-coded port is proposed last', () => {
  const { free } = censusWith(staticPorts.slice(1).map((nodePort) => portOf(nodePort, 'a')));
  expect(free).toEqual([30000]);
});

test('a full band has no free port', () => {
  const { free, counts } = censusWith(staticPorts.map((nodePort) => portOf(nodePort, 'a')));
  expect([free, counts[PortState.FREE]]).toEqual([[], 0]);
});

test('free and held ports add up to the static band, whichever are held', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 29990, max: 30110 })), (numbers) => {
      const { counts, free } = censusWith(numbers.map((nodePort) => portOf(nodePort, 'a')));
      expect([...free, ...numbers.filter((port) => staticPorts.includes(port))].sort()).toEqual(staticPorts);
      expect(counts[PortState.FREE]).toBe(free.length);
    }),
    runs(100),
  );
});
