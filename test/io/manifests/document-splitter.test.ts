import * as fc from 'fast-check';
import { LIMITS } from '../../../lib/core/limits';
import { DocumentSplitter } from '../../../lib/io/manifests/document-splitter';
import { runs } from '../../support/runs';

const MAX_DOCUMENT_SIZE = LIMITS.documentBytes;

/** What a splitter makes of bytes that come in pieces of some size, in room that is used again for each of them. */
function split(text: string, size: number): { documents: string[]; tooLarge: number[] } {
  const documents: string[] = [];
  const tooLarge: number[] = [];
  const splitter = new DocumentSplitter(
    ({ bytes, line }) => documents.push(`${line} ${bytes.toString()}`),
    (line) => tooLarge.push(line),
  );
  const all = Buffer.from(text);
  const room = Buffer.alloc(size);
  for (let at = 0; at < all.length; at += size) splitter.push(room.subarray(0, all.copy(room, 0, at, at + size)));
  splitter.end();
  return { documents, tooLarge };
}

const lines = fc.array(
  fc.constantFrom(
    '---',
    '--- # x',
    '---\u00a0',
    '---\u2028# x',
    '---x',
    ' ---',
    '...',
    '%YAML 1.1',
    '# y',
    'a: 1',
    '',
    'é: "ß"',
  ),
  { maxLength: 12 },
);

test('documents are the same in whatever pieces they arrive, and contain every byte', () => {
  fc.assert(
    fc.property(
      lines,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (parts, newline, endsInLine, size) => {
        // Directives that no document follows belong to none.
        const text = [...parts, '---', 'z: 1'].join(newline) + (endsInLine ? newline : '');
        const { documents } = split(text, size);
        expect(documents).toEqual(split(text, text.length + 9).documents);
        expect(documents.map((document) => document.slice(document.indexOf(' ') + 1)).join('')).toBe(text);
      },
    ),
    runs(100),
  );
});

test('a document that is too large is reported with its line, and those around it are read', () => {
  const large = `x: |\n${`  ${'y'.repeat(1021)}\n`.repeat(MAX_DOCUMENT_SIZE / 1024)}`;
  const { documents, tooLarge } = split(`a: 1\n---\n${large}---\nb: 2\n`, 1024 * 1024);
  expect(documents).toEqual(['1 a: 1\n', `${4 + MAX_DOCUMENT_SIZE / 1024} ---\nb: 2\n`]);
  expect(tooLarge).toEqual([2]);
});

test('a line that is too large is one document that is too large', () => {
  expect(split(`a: 1\n---\n"${'y'.repeat(MAX_DOCUMENT_SIZE)}"\n---\nb: 2\n`, 1024 * 1024)).toEqual({
    documents: ['1 a: 1\n', '4 ---\nb: 2\n'],
    tooLarge: [2],
  });
});

test('a document just within the limit is read whole', () => {
  const text = 'z'.repeat(MAX_DOCUMENT_SIZE - 1) + '\n';
  expect(split(text, 1024 * 1024).documents.map(({ length }) => length)).toEqual([MAX_DOCUMENT_SIZE + 2]);
});

test('directives after an empty first line belong to the document that follows, and do not cause a loop', () => {
  for (const size of [1, 3, 100]) {
    expect(split('\n%YAML 1.1\n---\na: 1\n', size).documents.join('|')).toBe('1 \n%YAML 1.1\n---\na: 1\n');
  }
});

test('a marker followed by blanks that YAML does not know counts as for kubectl, but not if text follows', () => {
  expect(split('a: 1\n---\u00a0\nb: 2\n---\u2028# c\nd: 3\n---x\ne: 4\n', 100).documents).toEqual([
    '1 a: 1\n',
    '2 ---\u00a0\nb: 2\n',
    '4 ---\u2028# c\nd: 3\n---x\ne: 4\n',
  ]);
});
