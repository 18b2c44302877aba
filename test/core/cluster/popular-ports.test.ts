import { candidatesIn } from '../../../lib/core/cluster/popular-ports';
import { PortRange } from '../../../lib/core/cluster/port-range';

const candidates = (range: string, start: number): number[] => [...candidatesIn(PortRange.parse(range), start)];

test('ports are proposed from the start on, and then from the beginning of the band', () => {
  expect(candidates('30010-30014', 30010)).toEqual([30010, 30011, 30012, 30013, 30014]);
  expect(candidates('30010-30014', 30012)).toEqual([30012, 30013, 30014, 30010, 30011]);
});

test('ports that tutorials and charts hard-code are proposed last, in the same order', () => {
  expect(candidates('30000-30008', 30005)).toEqual([30005, 30006, 30008, 30002, 30003, 30004, 30007, 30000, 30001]);
});

test('ports on which components of a node listen are never proposed', () => {
  expect(candidates('10247-10252', 10250)).toEqual([10251, 10252, 10247]);
});
