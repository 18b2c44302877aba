import fc from 'fast-check';
import { fitted } from '../../../lib/map/svg/text-width';
import { runs } from '../../support/runs';

test('a name that fits is drawn whole', () => {
  expect(fitted('ingress-nginx', 69, 10.5)).toBe('ingress-nginx');
});

test('a name that does not fit ends in an ellipsis', () => {
  expect(fitted('postgres-replica', 69, 10.5)).toBe('postgres-re…');
});

test('a cut name is never longer than the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.integer({ min: 1, max: 100 }), (name, width) => {
      const drawn = fitted(name, width, 10);
      expect(drawn === name || [...drawn].length <= [...name].length + 1).toBe(true);
      expect(name.startsWith(drawn.replace(/…$/, '')) || drawn === name).toBe(true);
    }),
    runs(100),
  );
});
