import { serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { FieldMistake } from '../field-mistakes';

/**
 * The API server answers `cannot unmarshal`, and reads nothing else of such a Service.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const valueUndecodable = serviceRule({
  code: 'value-undecodable',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A field of a Service has a value of the wrong type',
  remedy: 'Write the value as the message shows it',
  check: ({ mistakes }) =>
    mistakes
      .filter(({ expected }) => expected !== undefined)
      .map((mistake) => ({
        index: mistake.index,
        what: `${mistake.field} is ${show(mistake.value)}, but the API server accepts only ${mistake.expected}`,
        wayOut: wayOut(mistake),
      })),
});

function show(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  // kubectl reads YAML 1.1, which has unexpected spellings of booleans.
  if (typeof value === 'boolean') {
    return value ? 'true, as y, yes and on are without quotes' : 'false, as n, no and off are without quotes';
  }
  return String(value);
}

function wayOut({ field, value, expected }: FieldMistake): string {
  const name = field.slice(field.lastIndexOf('.') + 1);
  if (expected === 'text' && typeof value !== 'object') return `Put it in quotes, as in ${name}: "${spelled(value)}"`;
  const literal = typeof value === 'string' ? withoutQuotes(value, expected) : undefined;
  return literal === undefined ? `Write ${expected} there` : `Write ${name}: ${literal}`;
}

/** The value as its author may have spelled it: kubectl reads a bare y or n as a boolean. */
function spelled(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'y' : 'n';
  return String(value);
}

/** The value that a text stands for; undefined if the field does not accept that either. */
function withoutQuotes(text: string, expected: FieldMistake['expected']): number | boolean | undefined {
  if (expected === 'true or false') return text.toLowerCase() === 'true';
  return expected === 'a whole number' && text !== '' && Number.isInteger(Number(text)) ? Number(text) : undefined;
}
