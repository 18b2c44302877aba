import fc from 'fast-check';
import { CELL, FieldLayout, LABEL } from '../../lib/map/field-layout';
import { runs } from '../support/runs';

const port = fc.integer({ min: 1, max: 65535 });
const ranges = fc.tuple(port, port).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));

test('every held or static port of any range is drawn, and found at the point where it is drawn', () => {
  const held = fc.array(port, { maxLength: 20 });
  fc.assert(
    fc.property(ranges, held, ({ first, last }, ports) => {
      const cluster = { first, last, staticLast: Math.min(first + 15, last) };
      const layout = new FieldLayout(cluster, ports);
      for (const each of [first, cluster.staticLast, ...ports.filter((number) => number >= first && number <= last)]) {
        const corner = layout.at(each)!;
        expect(layout.portAt(corner.x + CELL / 2, corner.y + CELL / 2)).toBe(each);
      }
    }),
    runs(100),
  );
});

test('no point outside the range is a port', () => {
  const layout = new FieldLayout({ first: 30005, last: 30050, staticLast: 30020 }, []);
  const points = [
    [LABEL + 1, 1],
    [LABEL + 51 * CELL, 1],
    [0, 0],
    [LABEL + 60, 11],
  ];
  expect(points.filter(([x, y]) => layout.portAt(x, y) !== undefined)).toEqual([]);
  expect([layout.at(30004), layout.at(30051)]).toEqual([undefined, undefined]);
});

test('the whole of the largest range fits a page, since empty stretches are one row', () => {
  const { rows } = new FieldLayout({ first: 1, last: 65535, staticLast: 128 }, [40000]);
  expect(rows).toEqual([
    { base: 0, hundreds: 1, isGap: false },
    { base: 100, hundreds: 1, isGap: false },
    { base: 200, hundreds: 398, isGap: true },
    { base: 40000, hundreds: 1, isGap: false },
    { base: 40100, hundreds: 255, isGap: true },
  ]);
});
