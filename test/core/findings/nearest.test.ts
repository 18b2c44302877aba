import { didYouMean, nearest } from '../../../lib/core/findings/nearest';

const COMMANDS = ['assign', 'check', 'explain', 'snapshot'];

test.each([
  ['check', 'check'],
  ['chek', 'check'],
  ['chekc', 'check'],
  ['Xheckk', 'check'],
  ['snpsht', 'snapshot'],
  ['sign', 'assign'],
])('%s most likely means %s', (typed, word) => {
  expect(nearest(typed, COMMANDS)).toBe(word);
});

test.each(['', 'apply', 'checkout', 'chxxx', 'snpht__'])('%j is not close to any command', (typed) => {
  expect(nearest(typed, COMMANDS)).toBeUndefined();
});

test('the longer the word, the more of it may be wrong: a third, but always two letters', () => {
  expect(nearest('abXX', ['abcd'])).toBe('abcd');
  expect(nearest('aXXX', ['abcd'])).toBeUndefined();
  expect(nearest('abcdefXXX', ['abcdefghi'])).toBe('abcdefghi');
  expect(nearest('abcdeXXXX', ['abcdefghi'])).toBeUndefined();
});

test('the closest word wins, and the first of equally close ones', () => {
  expect(nearest('port', ['sort', 'porta', 'ports', 'port'])).toBe('port');
  expect(nearest('port', ['porta', 'ports'])).toBe('porta');
});

test('a word that shares no letter is never meant, however short', () => {
  expect(nearest('80', ['x', 'ab'])).toBeUndefined();
  expect(nearest('a0', ['x', 'ab'])).toBe('ab');
});

test('without any known word there is nothing to suggest', () => {
  expect(nearest('check', [])).toBeUndefined();
  expect(didYouMean('check', [])).toBe('');
});

test('only the start of a huge text is compared', () => {
  const typed = 'x'.repeat(64);
  expect(nearest(`${typed}${'y'.repeat(1_000_000)}`, [typed])).toBe(typed);
});

test('a suggestion is ready to be appended to a message', () => {
  expect(didYouMean('chek', COMMANDS)).toBe(' Did you mean check?');
  expect(didYouMean('apply', COMMANDS)).toBe('');
});
