import { shortName } from '../text/printable';

/** A map from outside: its fields may have any value. */
export type AnyFields = Readonly<Record<string, unknown>>;

/** No fields at all. */
export const NO_FIELDS: AnyFields = Object.freeze({});

/** Whether a value has fields. */
export function isMap(value: unknown): value is AnyFields {
  return typeof value === 'object' && value !== null;
}

/** The fields of a value; none if it has none. */
export function fieldsOf(value: unknown): AnyFields {
  return isMap(value) ? value : NO_FIELDS;
}

/** A string; one that is far too long for any cluster is shortened to what a report needs. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? shortName(value) : undefined;
}
