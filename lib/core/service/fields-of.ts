import { shortName } from '../findings/printable';

/** No fields at all. */
export const NO_FIELDS: Record<string, unknown> = Object.freeze({});

/** Whether a value has fields. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The fields of a value; none if it has none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : NO_FIELDS;
}

/** A string; one that is far too long for any cluster is shortened to what a report needs. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? shortName(value) : undefined;
}
