import { ClusterProfile } from '../../../../lib/core/cluster/cluster-profile';
import { PortRange } from '../../../../lib/core/cluster/port-range';
import {
  largerStaticBands,
  moreStaticPorts,
  widenTo,
  wider,
  withLargerStaticBand,
} from '../../../../lib/core/rules/shared/wider-range';

const withMoreStaticPorts = (portRange: string) => withLargerStaticBand(new ClusterProfile({ portRange }).bands);

test.each([
  ['30000-30016', '30000-31023'],
  // Up to the maximum of 128 static ports.
  ['30000-34063', '30000-34095'],
  // Up to the last port that there is.
  ['64512-64543', '64512-65535'],
  ['64513-64544', '64513-65504'],
])('the range %s with a larger static band is %s', (portRange, expected) => {
  expect(`${withMoreStaticPorts(portRange)}`).toBe(expected);
});

test.each([
  ['30000-34095', 'has all static ports that a range can have'],
  ['65000-65500', 'would end beyond the last port'],
])('the range %s cannot have a larger static band: it %s', (portRange) => {
  expect(withMoreStaticPorts(portRange)).toBeUndefined();
});

test.each([
  ['30000-30015', '30000-30031'],
  ['30000-32767', '30000-35535'],
  // Nothing is beyond 65535, so the range grows at its start only where it must.
  ['65000-65500', '65000-65535'],
  ['65000-65535', '64464-65535'],
  ['100-65535', '1-65535'],
])('a range wider than %s is %s', (range, expected) => {
  expect(wider(PortRange.parse(range))).toBe(expected);
});

test.each([
  ['30000-30015', 17, '30000-30032'],
  ['30000-30015', 16, '30000-30031'],
  // There is not enough room at the end.
  ['65000-65500', 36, '64534-65535'],
  ['65000-65500', 35, '65000-65535'],
  ['65000-65535', 600, '64400-65535'],
])('a range wider than %s that lacks %d ports is %s', (range, lack, expected) => {
  expect(wider(PortRange.parse(range), lack)).toBe(expected);
});

test('as many more static ports are proposed as a range can have, if that is less than needed', () => {
  expect(moreStaticPorts(new ClusterProfile().bands, 43)).toBe(
    "Widen --service-node-port-range, then set portRange: '30000-34095'",
  );
});

test('larger static bands grow from what is needed to all that a range can have', () => {
  const ranges = largerStaticBands(new ClusterProfile({ portRange: '30000-32767' }).bands, 20).map(String);
  expect([...new Set(ranges)]).toEqual(['30000-33391', '30000-33903', '30000-34095']);
  expect(largerStaticBands(new ClusterProfile({ portRange: '30000-34095' }).bands, 20)).toEqual([]);
});

test('more static ports come from a wider range only if its static band is larger', () => {
  expect(moreStaticPorts(new ClusterProfile({ portRange: '30000-30031' }).bands)).toBe(
    "Widen --service-node-port-range, then set portRange: '30000-31023'",
  );
  expect(moreStaticPorts(new ClusterProfile({ portRange: '30000-34095' }).bands)).toBe(
    'Remove a Service or a reservation that is not needed any more',
  );
});

test('a wider range is set at the API server first', () => {
  expect(widenTo('30000-33000')).toBe("Widen --service-node-port-range, then set portRange: '30000-33000'");
});
