import fc from 'fast-check';
import { PortRange, isPortText } from '../../../lib/core/cluster/port-range';
import { printableJson } from '../../../lib/core/text/printable';
import { runs } from '../../support/runs';

describe('a range in a form that kube-apiserver accepts', () => {
  test.each([
    ['30000-32767', '30000-32767', 2768],
    ['  30000-32767\t', '30000-32767', 2768],
    ['\u0085\u300030000-32767\u2029', '30000-32767', 2768],
    ['030000-032767', '30000-32767', 2768],
    ['30000+2767', '30000-32767', 2768],
    ['30000++5', '30000-30005', 6],
    ['30000', '30000', 1],
    ['30000-30000', '30000', 1],
    ['30000+0', '30000', 1],
    ['1-65535', '1-65535', 65535],
    ['1+65534', '1-65535', 65535],
    ['65535', '65535', 1],
    ['20106-32767', '20106-32767', 12662],
  ])('%j is %s, of %d ports', (text, printed, size) => {
    const range = PortRange.parse(text);
    expect(range.toString()).toBe(printed);
    expect(range.size).toBe(size);
  });

  test.each(['', '   ', '\t\n'])('%j is the default range, as for the flag', (text) => {
    expect(PortRange.parse(text).toString()).toBe('30000-32767');
  });
});

describe('a range that kube-apiserver refuses is refused with the reason', () => {
  test.each([
    ['30000 - 32767', '"30000 " is not a whole number'],
    ['30000-', 'a number is missing'],
    ['-30000', 'a number is missing'],
    ['+30000', 'a number is missing'],
    ['30000+', 'a number is missing'],
    ['30000-32767-40000', '"32767-40000" is not a whole number'],
    ['30000--1', 'it ends before it starts'],
    ['32767-30000', 'it ends before it starts'],
    ['30000-+32767', 'it mixes "-" and "+"'],
    ['1+-1', 'it mixes "-" and "+"'],
    ['-1+2', 'it mixes "-" and "+"'],
    ['+1-2', 'it mixes "-" and "+"'],
    ['60000-65536', 'no port is above 65535'],
    ['65536', 'no port is above 65535'],
    ['65536-30000', 'no port is above 65535'],
    ['1+65535', 'no port is above 65535'],
    ['30000,30001', '"30000,30001" is not a whole number'],
    ['0x7530-32767', '"0x7530" is not a whole number'],
    ['30_000-32_767', '"30_000" is not a whole number'],
    ['30000–32767', '"30000–32767" is not a whole number'],
    ['３００００', '"３００００" is not a whole number'],
    ['\ufeff30000', '"\\ufeff30000" is not a whole number'],
    ['30000+9223372036854775807', 'it ends before it starts'],
    ['30000-9223372036854775808', '"9223372036854775808" is too large a number'],
    ['30000--9223372036854775808', 'it ends before it starts'],
    ['30000--9223372036854775809', '"-9223372036854775809" is too large a number'],
  ])('%j: %s', (text, reason) => {
    expect(() => PortRange.parse(text)).toThrow(
      new RegExp(
        `^port range ${escape(printableJson(text))} cannot be used: ${escape(reason)}\\. Write it as 30000-32767, ` +
          `.+\\. \\(port-range-invalid\\)$`,
      ),
    );
  });

  test.each(['0', '0-0', '0-100', '0+65535'])('%j starts at 0, which no Service can request', (text) => {
    expect(() => PortRange.parse(text)).toThrow(
      `port range "${text}" cannot be used: it starts at 0, which a Service reads as "unset". Write it as ` +
        `30000-32767, or any other range that starts at 1 or later. (port-range-invalid)`,
    );
  });
});

test('a range contains both its ends, and nothing but whole numbers between them', () => {
  const range = PortRange.parse('30000-30010');
  expect([30000, 30010].every((port) => range.contains(port))).toBe(true);
  expect([29999, 30011, 30000.5, NaN, Infinity].some((port) => range.contains(port))).toBe(false);
});

test('what a range prints is what it parses to', () => {
  const port = fc.integer({ min: 1, max: 65535 });
  fc.assert(
    fc.property(port, port, (a, b) => {
      const range = PortRange.between(Math.min(a, b), Math.max(a, b));
      expect(PortRange.parse(range.toString())).toEqual(range);
      expect(PortRange.parse(`${range.first}+${range.size - 1}`)).toEqual(range);
    }),
    runs(100),
  );
});

test('whatever the text is, the parser returns a range or refuses the text with its own message', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+- x٣') }), (text) => {
      try {
        const { first, last } = PortRange.parse(text);
        expect(first).toBeGreaterThanOrEqual(1);
        expect(last).toBeLessThanOrEqual(65535);
      } catch (error) {
        expect((error as Error).message).toMatch(/\(port-range-invalid\)$/);
      }
    }),
    runs(100),
  );
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test.each([
  ['1', true],
  ['30009', true],
  ['65535', true],
  ['65536', false],
  ['100000', false],
  ['0', false],
  ['030009', false],
  ['+30009', false],
  ['30009 ', false],
  ['', false],
])('%j is the number of a port: %j', (text, isPort) => {
  expect(isPortText(text)).toBe(isPort);
});
