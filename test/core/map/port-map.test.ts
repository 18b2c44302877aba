import { PortState } from '../../../lib/core/map/port-map';

test('every state has a distinct name, which the page uses as a class', () => {
  const names = Object.values(PortState);
  for (const name of names) expect(name).toMatch(/^[a-z]+$/);
  expect(new Set(names).size).toBe(names.length);
});
