import { parseAllDocuments } from 'yaml';

/**
 * Parses kubectl's output, as JSON or YAML; several documents count as one list.
 *
 * Throws the parser's message if it is neither.
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
