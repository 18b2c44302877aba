import fc from 'fast-check';
import { sideBySide } from '../../../lib/map/text/text-style';
import { runs } from '../../support/runs';

test('texts that fit are on one line', () => {
  expect(sideBySide(['pinned 1', 'free 2'], '   ', { charset: 'ascii' })).toEqual([' pinned 1   free 2']);
});

test('texts are never split, and no line is wider than the terminal unless a single text is', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/)), fc.integer({ min: 21, max: 120 }), (texts, width) => {
      const lines = sideBySide(texts, '   ', { charset: 'ascii', width });
      expect(lines.join('   ').split(/ +/).filter(Boolean)).toEqual(texts);
      expect(lines.every((line) => line.length <= width)).toBe(true);
    }),
    runs(100),
  );
});
