import { Claim, ClaimKind } from './claim';

/** A field of a custom resource that asks for a node port. */
export interface PortField {
  readonly kind: string;
  /** Where it is; `[]` stands for each item of a list, `**` for any fields, as in `spec.listeners[].nodePort`. */
  readonly path: string;
  /** How the Service that is made of it is called, from its start on; `{name}` is the name of the resource. */
  readonly generates?: string;
}

/**
 * The node ports that operators ask for.
 *
 * @see https://strimzi.io/docs/operators/latest/configuring.html
 * @see https://gateway.envoyproxy.io/docs/api/extension_types/
 * @see https://kgateway.dev/docs/latest/reference/api/
 */
export const PORT_FIELDS: readonly PortField[] = [
  { kind: 'Kafka', path: 'spec.kafka.listeners[].configuration.bootstrap.nodePort', generates: '{name}-' },
  { kind: 'Kafka', path: 'spec.kafka.listeners[].configuration.brokers[].nodePort', generates: '{name}-' },
  {
    kind: 'EnvoyProxy',
    path: 'spec.provider.kubernetes.envoyService.patch.value.spec.ports[].nodePort',
    generates: 'envoy-',
  },
  { kind: 'GatewayParameters', path: 'spec.kube.service.ports[].nodePort', generates: '' },
  { kind: 'Kafka', path: 'spec.listeners.external.externalAccess.nodePort.nodePortOffset', generates: '{name}-' },
  { kind: 'Kafka', path: 'spec.listeners.custom[].externalAccess.nodePort.nodePortOffset', generates: '{name}-' },
];

/** Kinds whose values a chart may make node ports of, or not: only what it renders tells. */
export const HINTS: readonly PortField[] = [
  { kind: 'HelmRelease', path: 'spec.values.**' },
  { kind: 'HelmChart', path: 'spec.set.**' },
];

/** A number that is written somewhere in an object that is not a Service. */
export interface WrittenPort {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Where it is in the object, with `[]` for the index of a list. */
  readonly field: string;
  readonly port: number;
  /** Where it is in its file. */
  readonly path: string;
}

/** The fields that ask for the number; none where nobody knows of one. */
export function fieldFor({ kind, field }: WrittenPort, fields: readonly PortField[]): PortField | undefined {
  return fields.find((each) => each.kind === kind && matches(each.path, field));
}

function matches(pattern: string, field: string): boolean {
  const end = pattern.indexOf('.**');
  return end < 0 ? pattern === field : field.startsWith(`${pattern.slice(0, end)}.`);
}

/** The claim of a number that a custom resource asks for. */
export function resourceClaim(cluster: string, written: WrittenPort, { generates }: PortField): Claim {
  const { path, namespace, name, field: port, port: nodePort } = written;
  const owner = {
    cluster,
    path,
    namespace,
    port,
    resource: nameResource(written),
    generates: generates?.replace('{name}', name),
  };
  return { kind: ClaimKind.NODE_PORT, nodePort, owner, demandsStatic: false, assigned: false };
}

/** How messages name a resource. */
export function nameResource({ kind, namespace, name }: Pick<WrittenPort, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ?? 'default'}/${name}`;
}
