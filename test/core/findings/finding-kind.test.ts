import { Authority, Severity } from '../../../lib/core/findings/finding-kind';

test('reports, the docs and their readers spell severities and authorities like this', () => {
  expect(Object.values(Severity)).toEqual(['error', 'warning']);
  expect(Object.values(Authority)).toEqual(['api-server', 'library', 'usage']);
});
