import { firstOf } from '../../../lib/core/text/listing';

test.each([
  [[], 2, ''],
  [['a'], 2, 'a'],
  [['a', 'b'], 2, 'a, b'],
  [['a', 'b', 'c'], 2, 'a, b and 1 more'],
  [[30000, 30001, 30002, 30003], 1, '30000 and 3 more'],
])('of %j, at most %d: %s', (names, most, listed) => {
  expect(firstOf(names, most)).toBe(listed);
});

test('the names of a list that contain commas are separated otherwise', () => {
  expect(firstOf(['a, b', 'c', 'd'], 2, '; ')).toBe('a, b; c and 1 more');
});
