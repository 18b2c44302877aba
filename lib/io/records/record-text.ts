import { LIMITS } from '../../core/limits';
import { resolveCore } from '../manifests/tree/core-schema';
import { MapNode, YamlNode } from '../manifests/tree/node';
import { Parser } from '../manifests/tree/parser';
import { Field } from '../manifests/tree/unfolding';
import { PassesLimit, YamlFault } from '../manifests/tree/yaml-fault';

/** A record contains more than one document. */
export class SeveralDocuments extends YamlFault {}

/**
 * Reads a file that this tool keeps, such as a lock. It may come with a stranger's pull request, so it is read within
 * the same limits as manifests, and without aliases, by which a short text can expand to a huge one. Throws
 * `YamlFault`.
 *
 * @returns its contents; undefined if it is empty
 */
export function readRecord(text: string): YamlNode | undefined {
  if (text.length > LIMITS.documentBytes) {
    throw new PassesLimit(`it has more than ${LIMITS.documentBytes} characters`, 0);
  }
  const parser = new Parser(text.replace(/^\uFEFF/, ''), undefined, resolveCore);
  const root = parser.next();
  if (parser.aliasAt !== undefined) throw new YamlFault('an alias is not allowed here', parser.aliasAt);
  const second = root === undefined ? undefined : parser.next();
  if (second !== undefined) throw new SeveralDocuments('it contains several documents', second.at);
  return root;
}

/** The fields of a map by name. Throws `YamlFault` where a key is repeated. */
export function recordFields({ keys, values }: MapNode): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  keys.forEach((key, index) => {
    const name = String(key.value);
    if (fields.has(name)) throw new YamlFault(`the key ${JSON.stringify(name)} is repeated`, key.at);
    fields.set(name, { key, value: values[index] });
  });
  return fields;
}
