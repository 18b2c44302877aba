import { yamlValues } from '../manifests/document-values';
import { Unfolding } from '../manifests/tree/unfolding';

/**
 * Parses kubectl's output, as JSON or YAML; several documents count as one list.
 *
 * Throws the parser's message if it is neither.
 */
export function parsePrinted(printed: string): unknown {
  const text = printed.replace(/^\uFEFF/, '');
  const values = /^\s*\{/.test(text) ? objectsOf(text) : [...documentsOf(text)];
  return values.length <= 1 ? values[0] : { apiVersion: 'v1', kind: 'List', items: values };
}

/** JSON objects one after another: kubectl indents everything but the first and the last line of each. */
function objectsOf(text: string): unknown[] {
  return text.split(/^(?<=\}\s*)(?=\{)/m).map((object) => JSON.parse(object));
}

function* documentsOf(text: string): Generator<unknown> {
  const unfolding = new Unfolding(text.length);
  for (const root of yamlValues(text)) yield unfolding.valueOf(root);
}
