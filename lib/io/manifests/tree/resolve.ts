import { Scalar } from './node';
import { Token } from './token';
import { YamlFault } from './yaml-fault';

const PREFIX = 'tag:yaml.org,2002:';
const BINARY = `${PREFIX}binary`;
export const MERGE = `${PREFIX}merge`;

/** The types that these tags require; a scalar with any other tag is a string. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  [`${PREFIX}bool`]: ['boolean'],
  [`${PREFIX}int`]: ['number'],
  [`${PREFIX}float`]: ['number'],
  [`${PREFIX}null`]: ['null'],
};

const NAMED = new Map<string, Scalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => [text, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((text) => [text, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text) => [text, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, -Infinity] as const),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|([0-9]+))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** The value of a scalar with a tag; the tag is in full, and empty if there is none. Throws if they do not match. */
export function resolve({ text, isPlain, at }: Token, tag: string): Scalar {
  if (tag === '') return isPlain ? resolvePlain(text) : text;
  if (tag === BINARY) return Buffer.from(text, 'base64').toString();
  const types = TYPES[tag];
  if (types === undefined) return text;
  const value = resolvePlain(text);
  if (!types.includes(value === null ? 'null' : typeof value)) {
    throw new YamlFault('a tag does not match its value', at);
  }
  return value;
}

/** The value of an unquoted scalar without a tag, by the rules of YAML 1.1. */
function resolvePlain(text: string): Scalar {
  const first = text.charCodeAt(0);
  // Nearly all of them start with a letter.
  if (first > 57) return (text.length <= 5 ? NAMED.get(text) : undefined) ?? textOrNull(text);
  const named = NAMED.get(text);
  return named !== undefined ? named : resolveNumber(text);
}

function textOrNull(text: string): Scalar {
  return NAMED.get(text) === null ? null : text;
}

function resolveNumber(text: string): Scalar {
  if (text.startsWith('.')) return FLOAT.test(text) ? Number(text) : text;
  const plain = text.replace(/_/g, '');
  const integer = INTEGER.exec(plain);
  if (integer) return integerOf(integer);
  return FLOAT.test(plain) ? Number(plain) : text;
}

function integerOf([, sign, hex, octal, binary, decimal]: readonly string[]): number {
  const size = hex ? parseInt(hex, 16) : octal ? parseInt(octal, 8) : binary ? parseInt(binary, 2) : Number(decimal);
  return sign === '-' ? -size : size;
}
