import { didYouMean, closestWord } from '../../../lib/core/text/closest-word';

const COMMANDS = ['assign', 'check', 'explain', 'snapshot'];

test.each([
  ['check', 'check'],
  ['chek', 'check'],
  ['chekc', 'check'],
  ['Xheckk', 'check'],
  ['snpsht', 'snapshot'],
  ['sign', 'assign'],
])('%s most likely means %s', (typed, word) => {
  expect(closestWord(typed, COMMANDS)).toBe(word);
});

test.each(['', 'apply', 'checkout', 'chxxx', 'snpht__'])('%j is not close to any command', (typed) => {
  expect(closestWord(typed, COMMANDS)).toBeUndefined();
});

test('the longer the word, the more of it may be wrong: a third, but always two letters', () => {
  expect(closestWord('abXX', ['abcd'])).toBe('abcd');
  expect(closestWord('aXXX', ['abcd'])).toBeUndefined();
  expect(closestWord('abcdefXXX', ['abcdefghi'])).toBe('abcdefghi');
  expect(closestWord('abcdeXXXX', ['abcdefghi'])).toBeUndefined();
});

test('the closest word wins, and the first of equally close ones', () => {
  expect(closestWord('port', ['sort', 'porta', 'ports', 'port'])).toBe('port');
  expect(closestWord('port', ['porta', 'ports'])).toBe('porta');
});

test('a word that shares no letter is never meant, however short', () => {
  expect(closestWord('80', ['x', 'ab'])).toBeUndefined();
  expect(closestWord('a0', ['x', 'ab'])).toBe('ab');
});

test('a short word is never meant if more than half of it differs', () => {
  expect(closestWord('db', ['web'])).toBeUndefined();
  expect(closestWord('wb', ['web'])).toBe('web');
});

test('a word that shares nothing does not hide a longer one that qualifies', () => {
  expect(closestWord('xy', ['ab', 'xyzw'])).toBe('xyzw');
});

test('without any known word there is nothing to suggest', () => {
  expect(closestWord('check', [])).toBeUndefined();
  expect(didYouMean('check', [])).toBe('');
});

test('only the start of a huge text is compared', () => {
  const typed = 'x'.repeat(64);
  expect(closestWord(`${typed}${'y'.repeat(1_000_000)}`, [typed])).toBe(typed);
});

test('a suggestion is ready to be appended to a message', () => {
  expect(didYouMean('chek', COMMANDS)).toBe(' Did you mean check?');
  expect(didYouMean('apply', COMMANDS)).toBe('');
});
