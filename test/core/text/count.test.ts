import { count } from '../../../lib/core/text/count';

test.each([
  [0, '0 ports'],
  [1, '1 port'],
  [2, '2 ports'],
])('%j ports are written as %s', (number, text) => {
  expect(count(number, 'port')).toBe(text);
});
