import { NO_FIELDS, fieldsOf, isMap, textOf } from '../../../lib/core/service/fields-of';

test('a value that is not an object has no fields', () => {
  const map = { a: 1 };
  expect(isMap(map)).toBe(true);
  expect(fieldsOf(map)).toBe(map);
  for (const value of [undefined, null, 7, 'text', true, () => map]) {
    expect(isMap(value)).toBe(false);
    expect(fieldsOf(value)).toBe(NO_FIELDS);
  }
  expect(NO_FIELDS).toEqual({});
});

test('the shared empty map cannot be filled', () => {
  expect(() => Object.assign(NO_FIELDS, { a: 1 })).toThrow(TypeError);
});

test('only a string is a text, and one that no cluster accepts is shortened', () => {
  expect(textOf('minio')).toBe('minio');
  expect(textOf('')).toBe('');
  expect(textOf('x'.repeat(301))).toHaveLength(151);
  expect([undefined, null, 7, {}].map(textOf)).toEqual([undefined, undefined, undefined, undefined]);
});
