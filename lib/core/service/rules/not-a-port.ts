import { FieldFault, serviceRule } from './service-rule';
import { isPortText } from '../../cluster/port-range';
import { Authority, Severity } from '../../findings/finding-kind';

/**
 * The API server cannot even decode such a Service: the field is an int32.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export const notAPort = serviceRule({
  code: 'not-a-port',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A node port is not a whole number from 1 to 65535',
  remedy: 'Write a port of the static band',
  namesPort: true,
  check: ({ ports, healthCheck }) => {
    const faults: FieldFault[] = [];
    for (const { index, unreadable } of ports) {
      if (unreadable !== undefined) faults.push({ index, ...notWhole(unreadable) });
    }
    if (healthCheck.unreadable !== undefined) faults.push({ index: -1, ...notWhole(healthCheck.unreadable) });
    return faults;
  },
});

function notWhole(value: unknown): Omit<FieldFault, 'index'> {
  const what = `${show(value)} is not a node port; the API server accepts only whole numbers`;
  return isQuotedPort(value) ? { what, wayOut: `Write ${value} without quotes` } : { what };
}

function isQuotedPort(value: unknown): value is string {
  return typeof value === 'string' && isPortText(value);
}

/** The wrong value, for messages; a map or list is only named as such, since it may be cyclic. */
function show(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
