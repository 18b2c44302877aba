import { ServiceClaims } from '../service/service-claims';

/**
 * The Services that claim something and share a namespace and name with another, in groups.
 *
 * Groups by namespace, then by name, without allocating a string or list for each Service.
 */
export function namesakesIn(services: readonly ServiceClaims[]): ServiceClaims[][] {
  const namespaces = new Map<string, Map<string | undefined, ServiceClaims>>();
  const groups = new Map<ServiceClaims, ServiceClaims[]>();
  for (const service of services) {
    if (service.claims.length === 0) continue;
    const { namespace = 'default', service: name } = service.owner;
    let names = namespaces.get(namespace);
    if (!names) namespaces.set(namespace, (names = new Map()));
    const first = names.get(name);
    if (!first) {
      names.set(name, service);
      continue;
    }
    const group = groups.get(first);
    if (group) group.push(service);
    else groups.set(first, [first, service]);
  }
  return [...groups.values()];
}
