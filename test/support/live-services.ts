import { FieldManager } from '../../lib/core/live/field-managers';
import { LiveService } from '../../lib/core/live/live-service';
import { ServiceState, withDefaults } from '../../lib/core/live/service-state';
import { Fields, ServiceFields } from '../../lib/core/service/service-fields';

/** The fields of a Service, of type NodePort unless its scalars say otherwise. */
export function fieldsWith(ports: readonly Fields[] | undefined, scalars: Fields = {}): ServiceFields {
  return { scalars: { type: 'NodePort', ...scalars }, ports };
}

/** A Service with the API server's defaults, of type NodePort unless its scalars say otherwise. */
export function stateWith(ports: readonly Fields[], scalars: Fields = {}): ServiceState {
  return withDefaults(fieldsWith(ports, scalars));
}

/** A live Service in the namespace `shop`. */
export function liveWith(name: string, ports: readonly Fields[], more: Partial<LiveService> = {}): LiveService {
  return { namespace: 'shop', service: name, state: stateWith(ports), ...more };
}

/** The scalars of a load balancer that needs a health check. */
export const LOCAL: Fields = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };

/** Somebody who owns fields of a Service. */
export function managerOf(
  name: string,
  operation: FieldManager['operation'],
  fields: readonly string[],
  ownsLastApplied = false,
): FieldManager {
  return { name, operation, fields: new Set(fields), ownsLastApplied };
}

/** Managers in short: name and operation, `*` if it owns the annotation of kubectl apply, and fields. */
export function managersInShort(managers: readonly FieldManager[] | undefined): string[] | undefined {
  return managers?.map(
    ({ name, operation, fields, ownsLastApplied }) =>
      `${name} ${operation}${ownsLastApplied ? '*' : ''}: ${[...fields].join(' ')}`,
  );
}
