import { isPick } from './port-pool';
import { Refusal } from './refusal';
import { UnsupportedValue } from '../service/supported-values';

/** One validation error, with the API server's message. */
export interface FieldError {
  readonly text: string;
  /** The finding that reports the same for a manifest alone. */
  readonly code?: string;
  readonly nodePort?: number;
}

/**
 * The errors about values that a field does not accept. Those of the manifest are enough: a live Service has none, and
 * every tool sends what is written.
 */
export function unsupportedErrors(values: readonly UnsupportedValue[]): FieldError[] {
  return values.map(({ field, value, supported }) => ({
    text:
      `${field}: Unsupported value: ${JSON.stringify(value)}: supported values: ` +
      supported.map((each) => JSON.stringify(each)).join(', '),
    code: field === 'spec.type' ? 'type-unknown' : 'value-unsupported',
  }));
}

/** The API server's answer to a Service with errors, of which there is at least one. */
export function invalid(service: string, errors: readonly FieldError[]): Refusal {
  const [{ code, nodePort }] = errors;
  return { status: 422, error: `Service "${service}" is invalid: ${listed(errors)}`, code, nodePort };
}

function listed(errors: readonly FieldError[]): string {
  const texts = errors.map(({ text }) => text);
  return texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
}

/** A number as messages show it. */
export function shown(nodePort: number): string {
  return isPick(nodePort) ? '(picked)' : `${nodePort}`;
}
