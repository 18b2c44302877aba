import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { PortEntry } from '../port-entry';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services */
export const portNameRepeated = serviceRule({
  code: 'port-name-repeated',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'Two ports of a Service have the same name',
  remedy: 'Give each port its own name',
  check: ({ ports }) =>
    ports.length < 2
      ? NO_FAULTS
      : repeatedNames(ports).map(({ name, index }) => ({
          index,
          what: `several ports are named "${name}"`,
          wayOut: `Rename one of them, to ${name}-2`,
        })),
});

/** For each name that several entries have, the second entry. */
function repeatedNames(ports: readonly PortEntry[]): PortEntry[] {
  const seen = new Set<string>();
  const repeated = new Map<string, PortEntry>();
  for (const entry of ports) {
    if (entry.name !== '' && seen.has(entry.name) && !repeated.has(entry.name)) repeated.set(entry.name, entry);
    seen.add(entry.name);
  }
  return [...repeated.values()];
}
