import { Scalar } from './node';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

const TEXT = 'tag:yaml.org,2002:str';

const NAMED = new Map<string, Scalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text) => [text, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, -Infinity] as const),
]);

const NUMBER = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

/**
 * The value of a scalar by the core schema of YAML 1.2, which this tool's own files use: `on` and `no` are strings
 * there. Throws `YamlFault` at a tag.
 *
 * @see https://yaml.org/spec/1.2.2/#103-core-schema
 */
export function resolveCore({ text, isPlain, at }: Token, tag: string): Scalar {
  if (tag === TEXT || (tag === '' && !isPlain)) return text;
  if (tag !== '') throw new YamlFault('a tag is not allowed here', at);
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  return NUMBER.test(text) ? Number(text) : text;
}
