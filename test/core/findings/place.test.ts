import fc from 'fast-check';
import { comparePaths, compareText, fileOfPlace, readPlace } from '../../../lib/core/findings/place';
import { runs } from '../../support/runs';

describe('a place in a file', () => {
  test('is a file name, a line and a column; the name may contain colons and line breaks', () => {
    expect(readPlace('edge.yaml:12:15')).toEqual({ file: 'edge.yaml', line: 12, column: 15 });
    expect(readPlace('C:\\edge.yaml:12:15')).toEqual({ file: 'C:\\edge.yaml', line: 12, column: 15 });
    expect(readPlace('a:1:2:3:4')).toEqual({ file: 'a:1:2', line: 3, column: 4 });
    expect(readPlace('odd\nname.yaml:1:2')).toEqual({ file: 'odd\nname.yaml', line: 1, column: 2 });
  });

  test.each(['app/web', 'app/a:b', 'edge.yaml:12', 'edge.yaml:12:', 'edge.yaml:12:x', 'edge.yaml:1:2 ', ''])(
    'is not %j',
    (path) => {
      expect(readPlace(path)).toBeUndefined();
      expect(fileOfPlace(path)).toBe(path);
    },
  );

  test('leads to its file', () => {
    expect(fileOfPlace('charts/edge.yaml:12:15')).toBe('charts/edge.yaml');
  });
});

describe('the order of paths', () => {
  test('is by line and column inside a file, and by name otherwise', () => {
    const paths = ['b.yaml:1:1', 'a.yaml:10:3', 'a.yaml:9:12', 'a.yaml:9:3', 'app/web', 'a.yaml'];
    expect(paths.sort(comparePaths)).toEqual([
      'a.yaml',
      'a.yaml:9:3',
      'a.yaml:9:12',
      'a.yaml:10:3',
      'app/web',
      'b.yaml:1:1',
    ]);
  });

  test('is always consistent: no path precedes itself, directly or through others', () => {
    const path = fc.stringMatching(/^[a:1]{0,6}$/);
    fc.assert(
      fc.property(path, path, path, (a, b, c) => {
        expect(Math.sign(comparePaths(a, b))).toBe(-Math.sign(comparePaths(b, a)) + 0);
        if (comparePaths(a, b) <= 0 && comparePaths(b, c) <= 0) expect(comparePaths(a, c)).toBeLessThanOrEqual(0);
      }),
      runs(100),
    );
  });
});

test('texts are compared by code unit, whatever the locale of the machine', () => {
  expect(['ä', 'b', 'Z', 'a', ''].sort(compareText)).toEqual(['', 'Z', 'a', 'b', 'ä']);
  expect(compareText('a', 'a')).toBe(0);
});
