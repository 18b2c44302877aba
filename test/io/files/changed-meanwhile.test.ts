import { changedMeanwhile, isWorthAnother } from '../../../lib/io/files/changed-meanwhile';

test('a decision is repeated a limited number of times', () => {
  const error = changedMeanwhile('web.yaml');
  expect([1, 19, 20].map((attempt) => isWorthAnother(attempt, error))).toEqual([true, true, false]);
  expect(error.message).toBe('web.yaml was changed by another process in the meantime. Run the same command again');
});

test('a decision is not repeated after another error', () => {
  expect(isWorthAnother(1, new Error('web.yaml cannot be written'))).toBe(false);
});
