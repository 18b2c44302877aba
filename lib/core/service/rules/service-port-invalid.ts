import { FieldFault, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { isPort } from '../field-mistakes';
import { PortEntry } from '../port-entry';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * (validateServicePort)
 */
export const servicePortInvalid = serviceRule({
  code: 'service-port-invalid',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'An entry of a Service has no port from 1 to 65535',
  remedy: 'Write the port on which clients inside the cluster reach the Service',
  // A value of another type is covered by another rule.
  check: ({ ports, mistakes }) => {
    const ofAnotherType = new Set(
      mistakes.filter(({ field, expected }) => expected && field.endsWith('.port')).map(({ index }) => index),
    );
    return ports.filter(({ port, index }) => !isPort(port) && !ofAnotherType.has(index)).map(invalid);
  },
});

function invalid({ index, port }: PortEntry): FieldFault {
  const at = `spec.ports[${index}].port`;
  const what = Number.isNaN(port) ? `${at} is missing` : `${at} is ${port}`;
  return {
    index,
    what: `${what}, but the API server accepts only 1 to 65535`,
    wayOut: `Write ${at}, such as port: 80`,
  };
}
