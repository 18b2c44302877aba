import { AnyFields, isMap } from './fields-of';
import { shortName } from '../text/printable';

/** A value that the API server can decode but refuses: the field accepts only a few. */
export interface UnsupportedValue {
  /** The entry of `spec.ports` that contains it; undefined if it is a field of the spec. */
  readonly index?: number;
  /** Where it is, such as `spec.ports[0].protocol`. */
  readonly field: string;
  readonly value: string;
  /** What the field accepts, in the order of the API server's message. */
  readonly supported: readonly string[];
}

/** Field names, each with the values that it accepts. */
type Table = readonly (readonly [name: string, supported: readonly string[]])[];

/** The valid types of a Service. */
export const SERVICE_TYPES: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

const POLICIES = ['Cluster', 'Local'];

/**
 * The values of the fields that accept only a few.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * `ValidateService`, `validateServicePort`, `validateServiceExternalTrafficPolicy`
 */
const SPEC: Table = [
  ['sessionAffinity', ['ClientIP', 'None']],
  ['type', SERVICE_TYPES],
  ['externalTrafficPolicy', POLICIES],
  ['internalTrafficPolicy', POLICIES],
];
const ENTRY: Table = [['protocol', ['SCTP', 'TCP', 'UDP']]];

/** An empty text counts as absent, except in this field, which is a pointer in the API server. */
const ABSENT_ONLY_IF_NULL = 'internalTrafficPolicy';

/** The unsupported values of a Service, in the order in which the API server reports them. */
export function unsupportedValues(spec: AnyFields): UnsupportedValue[] {
  const entries: readonly unknown[] = Array.isArray(spec.ports) ? spec.ports : [];
  return [
    ...entries.flatMap((entry, index) =>
      isMap(entry) ? unsupportedIn(entry, ENTRY, `spec.ports[${index}]`).map((value) => ({ ...value, index })) : [],
    ),
    ...unsupportedIn(spec, SPEC, 'spec'),
  ];
}

/** The supported value that differs only in capitals; undefined if none does. */
export function intendedValue({ value, supported }: Pick<UnsupportedValue, 'value' | 'supported'>): string | undefined {
  return supported.find((each) => each.toLowerCase() === value.toLowerCase());
}

/** The type that a wrongly capitalized one means; any other type is returned unchanged. */
export function intendedType(type: string): string {
  return intendedValue({ value: type, supported: SERVICE_TYPES }) ?? type;
}

function unsupportedIn(fields: AnyFields, table: Table, at: string): UnsupportedValue[] {
  return table.flatMap(([name, supported]) => {
    const value = fields[name];
    if (typeof value !== 'string' || supported.includes(value)) return [];
    if (value === '' && name !== ABSENT_ONLY_IF_NULL) return [];
    return [{ field: `${at}.${name}`, value: shortName(value), supported }];
  });
}
