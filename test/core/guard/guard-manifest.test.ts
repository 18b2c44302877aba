import { cel } from '../../../lib/core/guard/guard-manifest';

test('an expression that is laid out over several lines becomes one line', () => {
  expect(cel`
    size(object.spec.ports) == 1
      && has(object.spec.type)`).toBe('size(object.spec.ports) == 1 && has(object.spec.type)');
});

test('parts are put in as they are, and spaces inside a line stay', () => {
  expect(cel`'a  b' + ${"'c'"}`).toBe("'a  b' + 'c'");
});

test('a backslash reaches the API server', () => {
  expect(cel`self.matches('\d')`).toBe(String.raw`self.matches('\d')`);
});
