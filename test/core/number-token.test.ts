import * as fc from 'fast-check';
import { idOf, leftTokens, replaceTokens, tokenOf, traceOf } from '../../lib/core/number-token';

const ids = fc.integer({ min: 1, max: 99_999 });
const only = (id: number) => (other: number) => (other === id ? 30012 : undefined);

test('a token is a whole number that every language prints in full, and is known by its id', () => {
  fc.assert(fc.property(ids, (id) => {
    const token = tokenOf(id);
    expect([idOf(token), Number.isSafeInteger(token), String(token).length, token < 1e15]).toEqual([id, true, 15, true]);
  }));
});

test('it is replaced anywhere in a text, also beside digits and other tokens', () => {
  fc.assert(fc.property(ids, fc.string().filter((text) => !text.includes('6633')), fc.string().filter((text) => !text.includes('6633')), (id, before, after) => {
    const [start, end] = [before.replace(/[36]$/, ''), after];
    expect(replaceTokens(`${start}${tokenOf(id)}${end}`, only(id))).toBe(`${start}30012${end}`);
  }));
  expect(replaceTokens(`${tokenOf(7)}${tokenOf(7)}`, only(7))).toBe('3001230012');
  expect(replaceTokens(`{"port":${JSON.stringify(tokenOf(7))}}`, only(7))).toBe('{"port":30012}');
});

test('texts without a known token stay as they are', () => {
  for (const text of ['', '6633', '663300001500001', '663300000000000', 'a6633b', String(tokenOf(8))]) expect(replaceTokens(text, only(7))).toBe(text);
});

test('what was calculated from a token is known for it', () => {
  fc.assert(fc.property(ids, fc.integer({ min: -65_535, max: 65_535 }), fc.constantFrom(2, 3, 4, 5, 8, 10, 100, 1000), (id, offset, factor) => {
    const token = tokenOf(id);
    for (const value of [token + offset, -token, token * factor, token / factor]) expect(traceOf(value)).toBe(id);
  }));
});

test('numbers that manifests hold are none', () => {
  fc.assert(fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (value) => {
    fc.pre(idOf(Math.abs(value) * 1000) === undefined);
    expect(traceOf(value)).toBeUndefined();
  }));
  for (const value of [0, 30009, NaN, Infinity, Date.UTC(2026, 0), Number.MAX_SAFE_INTEGER]) expect(traceOf(value)).toBeUndefined();
});

test.each([
  ['a value', { spec: { port: tokenOf(7) } }, 'spec.port', 'value'],
  ['a sum', { spec: { ports: [{ port: tokenOf(7) + 1 }] } }, 'spec.ports.0.port', 'value'],
  ['a text', { data: { url: `http://minio:${tokenOf(7)}/` } }, 'data.url', 'value'],
  ['a sum in a text', { data: { url: `http://minio:${tokenOf(7) + 1}/` } }, 'data.url', 'value'],
  ['an exponent', { data: { url: tokenOf(7).toExponential() } }, 'data.url', 'value'],
  ['a key', { data: { [`port-${tokenOf(7)}`]: 'x' } }, 'data', 'key'],
  ['base64 of a Secret', { kind: 'Secret', data: { url: Buffer.from(`http://minio:${tokenOf(7)}/`).toString('base64') } }, 'data.url', 'base64'],
])('%s is found where it is left', (_, manifest, at, how) => {
  expect(leftTokens(manifest)).toEqual([{ id: 7, at, how }]);
});

test('a manifest without one is clean', () => {
  expect(leftTokens({ kind: 'Secret', data: { a: 'bm90aGluZw==', b: 5 }, spec: { port: 30009, ratio: 0.5, list: [null, true, '30009'] } })).toEqual([]);
  expect(leftTokens(undefined)).toEqual([]);
});
