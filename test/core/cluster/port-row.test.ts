import { PortRange } from '../../../lib/core/cluster/port-range';
import { portRow, portsOf } from '../../../lib/core/cluster/port-row';

test('a row is as many consecutive ports as its size', () => {
  expect(portRow(30010, 3)).toEqual([30010, 30011, 30012]);
  expect(portRow(30010, 0)).toEqual([]);
});

test('the ports of a range include both its ends', () => {
  expect(portsOf(PortRange.between(30010, 30012))).toEqual([30010, 30011, 30012]);
  expect(portsOf(PortRange.between(65535, 65535))).toEqual([65535]);
});
