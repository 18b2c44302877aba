import { USAGE_ERRORS, usageKind } from '../../../lib/core/findings/usage-errors';

test('every code has one entry, which no acceptance can silence', () => {
  expect(new Set(USAGE_ERRORS.map(({ code }) => code)).size).toBe(USAGE_ERRORS.length);
  for (const each of USAGE_ERRORS) {
    expect(usageKind(each.code)).toBe(each);
    expect(each).toMatchObject({ severity: 'error', authority: 'usage' });
  }
});

test('titles and remedies fit into a table: no full stop at their end', () => {
  for (const { title, remedy } of USAGE_ERRORS) expect(`${title} ${remedy}`).not.toMatch(/\.( |$)/);
});
