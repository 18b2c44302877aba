import fc from 'fast-check';
import {
  isPrintable,
  lineStart,
  printable,
  printableJson,
  printableLines,
  printablePath,
  shortName,
  uriComponent,
} from '../../../lib/core/text/printable';
import { runs } from '../../support/runs';

describe('a character that a terminal may interpret, hide or disguise', () => {
  test.each([
    ['an escape sequence', '\u001b[31m', '\\x1b[31m'],
    ['a line break', 'a\nb', 'a\\x0ab'],
    ['a control character of 8 bits', '\u009b', '\\x9b'],
    ['a direction mark', '\u202eb', '\\u202eb'],
    ['a space of no width', 'a\u200bb', 'a\\u200bb'],
    ['a soft hyphen', 'a\u00adb', 'a\\xadb'],
    ['a line separator', '\u2028', '\\u2028'],
    ['an annotation mark', '\ufff9', '\\ufff9'],
    ['half a surrogate pair', 'a\ud800b', 'a\\ud800b'],
    ['an invisible tag beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
    ['a command of GitHub', '##[error]x', '##\\x5berror]x'],
    ['a command of Azure Pipelines', '##vso[task]x', '##vso\\x5btask]x'],
    ['the same in capitals', '##VSO[task]x', '##VSO\\x5btask]x'],
  ])('is escaped: %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printablePath(text)).toBe(shown);
    expect(isPrintable(text)).toBe(false);
  });

  test.each(['storage/minio', 'größe', '端口', '😀', 'a[0]', '# a', 'ports[0] of ##'])('is not in %s', (text) => {
    expect(printable(text)).toBe(text);
    expect(isPrintable(text)).toBe(true);
  });

  test('is never printed, whatever the text is', () => {
    const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const texts = fc
      .array(fc.oneof(codeUnit, fc.constantFrom('##', 'vso', '[', ' ', '\ud83d')))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(isPrintable(printable(text))).toBe(true);
      }),
      runs(100),
    );
  });
});

test('a text of several lines keeps its line breaks and nothing else', () => {
  expect(printableLines('Error\n  at\u001b x\r\n')).toBe('Error\n  at\\x1b x\\x0d\n');
});

describe('a long text', () => {
  const LONG = 'x'.repeat(301);

  test('keeps names of 300 characters, and shows three quarters of 150 and the end of longer ones', () => {
    expect(shortName('x'.repeat(300))).toBe('x'.repeat(300));
    expect(shortName(`${'a'.repeat(200)}${'z'.repeat(101)}`)).toBe(`${'a'.repeat(113)}…${'z'.repeat(37)}`);
  });

  test('is cut name by name, wherever a space or a line break ends one', () => {
    const short = shortName(LONG);
    expect(printable(`Service ${LONG} asks`)).toBe(`Service ${short} asks`);
    expect(printableLines(`Service\n${LONG}\nasks`)).toBe(`Service\n${short}\nasks`);
    const words = 'word '.repeat(100);
    expect(printable(words)).toBe(words);
  });

  test('is cut as a whole after 4,000 characters', () => {
    expect(printable('word '.repeat(800))).toHaveLength(4_000);
    expect(printable('word '.repeat(801))).toMatch(/^word .*d …word .* word $/);
    expect(printable('word '.repeat(801))).toHaveLength(4_001);
  });

  test('is still short after its characters are escaped', () => {
    expect(printable('\u001b'.repeat(300)).length).toBeLessThan(200);
  });

  test('is never cut inside a surrogate pair, and keeps those that it can', () => {
    const [before, after] = ['a'.repeat(112), 'z'.repeat(36)];
    expect(shortName(`${before}😀${'m'.repeat(200)}😀${after}`)).toBe(`${before}…${after}`);
    const whole = `😀${'m'.repeat(300)}😀`;
    expect(shortName(whole)).toBe(`😀${'m'.repeat(111)}…${'m'.repeat(35)}😀`);
  });

  test('is kept in full if it is a path, which has to lead to its file', () => {
    expect(printablePath(LONG)).toBe(LONG);
  });
});

test.each([
  ['::error::x', './::error::x'],
  ['  ::error::x', './  ::error::x'],
  ['a::b', 'a::b'],
  [':a', ':a'],
  ['\u001b', '\\x1b'],
])('a line that starts with %j starts with %j instead', (text, shown) => {
  expect(lineStart(text)).toBe(shown);
});

test('any text can be a part of a URL', () => {
  expect(uriComponent('a b/ä')).toBe('a%20b%2F%C3%A4');
  expect(decodeURIComponent(uriComponent('a\ud800b\udc00'))).toBe('a\ufffdb\ufffd');
});

describe('printed JSON', () => {
  const VALUE = { name: 'a\u001b\u202e\ud800😀##vso[x\n', list: [1, '\u{e0041}'] };

  test('has the same meaning as the value, and no unsafe character besides its line breaks', () => {
    expect(JSON.parse(printableJson(VALUE))).toEqual(VALUE);
    expect(printableJson(VALUE).split('\n').every(isPrintable)).toBe(true);
  });

  test('is indented by two spaces unless told otherwise', () => {
    expect(printableJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(printableJson({ a: [1] }, 0)).toBe('{"a":[1]}');
  });
});
