import * as fc from 'fast-check';
import { idOf, leftTokens, replaceTokens, tokenOf, traceOf, tracesIn } from '../../../lib/core/assign/number-token';

const ids = fc.integer({ min: 1, max: 99_999 });
const only = (id: number) => (other: number) => (other === id ? 30012 : undefined);

test('a token is a whole number that every language prints in full, and is known by its id', () => {
  fc.assert(fc.property(ids, (id) => {
    const token = tokenOf(id);
    expect([idOf(token), Number.isSafeInteger(token), String(token).length, token < 1e15]).toEqual([id, true, 15, true]);
  }));
});

test('it is replaced anywhere in a text, also beside other tokens, but not beside digits that are none', () => {
  const text = fc.string().filter((each) => !/6633|\d$|^\d|e/.test(each));
  fc.assert(fc.property(ids, text, text, (id, before, after) => {
    expect(replaceTokens(`${before}${tokenOf(id)}${after}`, only(id))).toBe(`${before}30012${after}`);
  }));
  expect(replaceTokens(`${tokenOf(7)}${tokenOf(7)}`, only(7))).toBe('3001230012');
  expect(replaceTokens(`{"port":${JSON.stringify(tokenOf(7))}}`, only(7))).toBe('{"port":30012}');
  for (const beside of [`${tokenOf(7)}0`, `1${tokenOf(7)}`, `${tokenOf(7) * 10}`]) expect(replaceTokens(beside, only(7))).toBe(beside);
});

test('it is replaced as Go prints it, too', () => {
  fc.assert(fc.property(ids, (id) => {
    const printed = tokenOf(id).toExponential();
    expect(replaceTokens(`http://minio:${printed}/`, only(id))).toBe('http://minio:30012/');
  }));
});

test('texts without a known token stay as they are', () => {
  for (const text of ['', '6633', '663300001500001', '663300000000000', 'a6633b', String(tokenOf(8))]) expect(replaceTokens(text, only(7))).toBe(text);
});

test('no sum of a token and a number that people add is another token', () => {
  const offsets = fc.oneof(fc.integer({ min: -70_000, max: 70_000 }), fc.integer({ min: -50, max: 50 }).map((step) => step * 1_000_000));
  fc.assert(fc.property(ids, offsets, (id, offset) => {
    fc.pre(offset !== 0);
    expect(idOf(tokenOf(id) + offset)).toBeUndefined();
  }));
});

test('what was calculated from a token is known for it, or at least for made from one', () => {
  const term = fc.integer({ min: 1, max: 16 });
  fc.assert(fc.property(ids, fc.integer({ min: -65_535, max: 65_535 }), term, term, (id, offset, multiple, divisor) => {
    const token = tokenOf(id);
    for (const value of [token + offset, -token]) expect(traceOf(value, id)).toBe(id);
    expect(traceOf(token * multiple / divisor, id)).toBeDefined();
    expect(tracesIn(`:${Math.floor(token * multiple / divisor)}/`, id)).not.toEqual([]);
  }));
  for (const value of [tokenOf(1) + tokenOf(2), tokenOf(1) * 100, tokenOf(1) * 1000]) expect(traceOf(value, 2)).toBeDefined();
  for (const text of [tokenOf(7).toLocaleString('en-US'), tokenOf(7).toLocaleString('de-DE'), tokenOf(7).toExponential(), `${tokenOf(7)}0`]) {
    expect(tracesIn(text, 7)).not.toEqual([]);
  }
});

test('numbers that manifests hold are none', () => {
  fc.assert(fc.property(fc.integer({ min: -(2 ** 44), max: 2 ** 44 }), (value) => expect(traceOf(value, 1000)).toBeUndefined()));
  const now = Date.UTC(2026, 0);
  const sizes = [0, 30009, NaN, Infinity, now, now * 1000, now * 1e6, 5e12, 2 ** 50, Number.MAX_SAFE_INTEGER];
  for (const value of sizes) expect({ value, trace: traceOf(value, 1000) }).toEqual({ value, trace: undefined });
});

test.each([
  ['a value', { spec: { port: tokenOf(7) } }, 'spec.port', 'value'],
  ['a sum', { spec: { ports: [{ port: tokenOf(7) + 1 }] } }, 'spec.ports.0.port', 'value'],
  ['a text', { data: { url: `http://minio:${tokenOf(7)}/` } }, 'data.url', 'value'],
  ['a sum in a text', { data: { url: `http://minio:${tokenOf(7) + 1}/` } }, 'data.url', 'value'],
  ['an exponent', { data: { url: tokenOf(7).toExponential() } }, 'data.url', 'value'],
  ['a key', { data: { [`port-${tokenOf(7)}`]: 'x' } }, 'data', 'key'],
  ['base64 in a list', { items: [{ binaryData: { url: Buffer.from(`minio:${tokenOf(7)}/`).toString('base64') } }] }, 'items.0.binaryData.url', 'base64'],
  ['base64 of a Secret', { kind: 'Secret', data: { url: Buffer.from(`http://minio:${tokenOf(7)}/`).toString('base64') } }, 'data.url', 'base64'],
])('%s is found where it is left', (_, manifest, at, how) => {
  expect(leftTokens(manifest, 7)).toEqual([{ id: 7, at, how }]);
});

test('a manifest without one is clean', () => {
  expect(leftTokens({ kind: 'Secret', data: { a: 'bm90aGluZw==', b: 5 }, spec: { port: 30009, ratio: 0.5, list: [null, true, '30009'] } }, 100)).toEqual([]);
  expect(leftTokens(undefined, 100)).toEqual([]);
});

test('hashes, ids and large numbers of other people are not taken for tokens', () => {
  const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 });
  const large = fc.bigInt({ min: 10n ** 11n, max: 10n ** 20n }).map(String);
  fc.assert(fc.property(fc.oneof(hash, large, fc.tuple(hash, large).map((parts) => parts.join('-'))), (text) => {
    expect({ text, traces: tracesIn(text, 100) }).toEqual({ text, traces: [] });
  }), { numRuns: 5_000 });
});
