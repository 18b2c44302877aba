import { Parser } from '../manifests/tree/parser';
import { Unfolding } from '../manifests/tree/unfolding';

/**
 * Parses kubectl's output, as JSON or YAML; several documents count as one list.
 *
 * Throws the parser's message if it is neither.
 */
export function parsePrinted(printed: string): unknown {
  const text = printed.replace(/^\uFEFF/, '');
  if (/^\s*\{/.test(text)) return JSON.parse(text);
  const values = [...documentsOf(text)];
  return values.length <= 1 ? values[0] : { apiVersion: 'v1', kind: 'List', items: values };
}

function* documentsOf(text: string): Generator<unknown> {
  const parser = new Parser(text);
  const unfolding = new Unfolding(text.length);
  for (let root = parser.next(); root !== undefined; root = parser.next()) yield unfolding.valueOf(root);
}
