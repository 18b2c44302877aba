import { parseAllDocuments } from 'yaml';

/**
 * Parses what kubectl printed, as JSON or as YAML; several documents count as one list.
 *
 * Throws, with the parser's words, where it is neither.
 */
export function parsePrinted(printed: string): unknown {
  const text = printed.replace(/^\uFEFF/, '');
  if (/^\s*\{/.test(text)) return JSON.parse(text);
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const values = documents.map((document) => {
    const [broken] = document.errors;
    if (broken) throw broken;
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
  return values.length <= 1 ? values[0] : { apiVersion: 'v1', kind: 'List', items: values };
}
