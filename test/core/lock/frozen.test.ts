import { frozenFault, isFrozenIn } from '../../../lib/core/lock/frozen';

test.each(['true', '1', 'woodpecker'])('a lock is frozen where CI is %j', (CI) => {
  expect(isFrozenIn({ CI })).toBe(true);
});

test.each([undefined, '', '0', 'false'])('a lock is not frozen where CI is %j', (CI) => {
  expect(isFrozenIn({ CI })).toBe(false);
});

test('a frozen lock that would have to change says how, as briefly as a line allows', () => {
  expect(frozenFault({ path: 'my.lock.yaml', exists: true }, ['+ 30009 shop/web http assigned'])).toBe(
    'my.lock.yaml is not up to date, and it is frozen, so nothing was written: + 30009 shop/web http assigned',
  );
  const many = (length: number) => Array.from({ length }, (_, index) => `+ ${30010 + index}`);
  expect(frozenFault({ path: 'my.lock.yaml', exists: true }, many(12))).toMatch(/; \+ 30020; \+ 30021$/);
  expect(frozenFault({ path: 'my.lock.yaml', exists: false }, many(20))).toMatch(
    /^my\.lock\.yaml does not exist, and it is frozen, .*: \+ 30010; .*; \+ 30021 and 8 more$/,
  );
});
