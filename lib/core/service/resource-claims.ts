import { Claim, ClaimKind } from './claim';
import { PortField } from './port-fields';
import { HIGHEST_PORT } from '../cluster/port-range';

/** A port number in an object other than a Service. */
export interface WrittenPort {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Where it is in the object, with `[]` for the index of a list. */
  readonly field: string;
  readonly port: number;
  /** The `spec.replicas` of the object, if it has them. */
  readonly replicas?: number;
  /** Where it is in its file. */
  readonly path: string;
}

/** The claims of a field of a custom resource: one, or one more than it has replicas, with consecutive numbers. */
export function resourceClaims(cluster: string, written: WrittenPort, field: PortField): Claim[] {
  const { path, namespace, name, port, replicas = 1 } = written;
  const { generates = '{name}', isPerReplica = false } = field;
  const owner = {
    cluster,
    path,
    namespace,
    port: written.field,
    resource: nameResource(written),
    generates: generates.replace('{name}', () => name),
  };
  const last = isPerReplica ? Math.min(port + replicas, HIGHEST_PORT) : port;
  const numbers = Array.from({ length: Math.max(1, last - port + 1) }, (_, index) => port + index);
  return numbers.map((nodePort) => ({
    kind: ClaimKind.NODE_PORT,
    nodePort,
    owner,
    demandsStatic: false,
    assigned: false,
  }));
}

/** The name of a resource in messages. */
export function nameResource({ kind, namespace, name }: Pick<WrittenPort, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ?? 'default'}/${name}`;
}
