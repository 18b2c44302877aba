import { FieldFault, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { UnsupportedValue, intendedValue } from '../supported-values';

/**
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const valueUnsupported = serviceRule({
  code: 'value-unsupported',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A field of a Service has a value that it does not accept',
  remedy: 'Write one of the values that the message lists; capitals matter',
  // An unknown type decides whether there are node ports at all, so it has a rule of its own.
  check: ({ unsupported }) => unsupported.filter(({ field }) => field !== 'spec.type').map(fault),
});

function fault(unsupported: UnsupportedValue): FieldFault {
  const { index, field, value } = unsupported;
  return {
    index,
    what: `${field} is ${JSON.stringify(value)}, but the API server accepts only ${listed(unsupported)}`,
    wayOut: wayOut(unsupported),
  };
}

function wayOut(unsupported: UnsupportedValue): string {
  const { field, supported } = unsupported;
  const name = field.slice(field.lastIndexOf('.') + 1);
  return `Write ${name}: ${intendedValue(unsupported) ?? supported.join(` or ${name}: `)}`;
}

function listed({ supported }: UnsupportedValue): string {
  return `${supported.slice(0, -1).join(', ')} or ${supported[supported.length - 1]}`;
}
