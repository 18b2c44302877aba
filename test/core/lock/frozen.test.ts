import { isFrozenIn } from '../../../lib/core/lock/frozen';

test.each(['true', '1', 'woodpecker'])('a lock is frozen where CI is %j', (CI) => {
  expect(isFrozenIn({ CI })).toBe(true);
});

test.each([undefined, '', '0', 'false'])('a lock is not frozen where CI is %j', (CI) => {
  expect(isFrozenIn({ CI })).toBe(false);
});
