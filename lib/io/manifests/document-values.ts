import { KeepOfItem } from './service-nodes';
import { parseJson } from './tree/json-parser';
import { YamlNode } from './tree/node';
import { Parser } from './tree/parser';

/** The values of a text that is JSON; undefined for any other text. Throws `PassesLimit`. */
export function jsonValues(text: string, keep: KeepOfItem): YamlNode[] | undefined {
  return /^\s*[[{]/.test(text) ? parseJson(text, keep) : undefined;
}

/** The documents of a text that is YAML. Throws `YamlFault`. */
export function* yamlValues(text: string, keep?: KeepOfItem): Generator<YamlNode> {
  const parser = new Parser(text, keep);
  for (let root = parser.next(); root !== undefined; root = parser.next()) yield root;
}
