/** A field of a custom resource that requests node ports. */
export interface PortField {
  readonly kind: string;
  /** Where it is; `[]` stands for each item of a list, `**` for any fields, as in `spec.listeners[].nodePort`. */
  readonly path: string;
  /**
   * The prefix of the name of the Service that its operator creates; `{name}` is the name of the resource.
   *
   * @default '{name}'
   */
  readonly generates?: string;
  /**
   * Whether it requests one more port for each of `spec.replicas`, following the one that is written.
   *
   * @default false
   */
  readonly isPerReplica?: boolean;
}

/** Confluent's components take one port each; `nodePortOffset` is that port. */
const CONFLUENT_COMPONENTS = ['Connect', 'ControlCenter', 'KafkaRestProxy', 'KsqlDB', 'SchemaRegistry'];
/** Fields of Confluent's `Kafka` that take a port for the bootstrap Service and one for each broker behind it. */
const CONFLUENT_LISTENERS = ['spec.listeners.external', 'spec.listeners.custom[]'];
/** Fields of Confluent's `Kafka` that take one port. */
const CONFLUENT_SERVICES = ['spec.services.kafkaRest', 'spec.services.mds'];

const OFFSET = 'externalAccess.nodePort.nodePortOffset';

/**
 * The fields from which operators take node ports, and the Services that they create.
 *
 * Strimzi creates `NAME-kafka-LISTENER-bootstrap` and, for a broker, `NAME-POOL-LISTENER-ID`. Confluent creates
 * `NAME-bootstrap-np` and `NAME-ID-np`: clients start at the offset, and there is one Service more than brokers. That
 * the brokers take the numbers after it is inferred. Envoy Gateway creates `envoy-NAMESPACE-GATEWAY-HASH` unless
 * `envoyService.name` sets a name. kgateway names its Service after the Gateway, which the resource does not mention.
 *
 * @see https://strimzi.io/docs/operators/latest/configuring.html#type-GenericKafkaListenerConfiguration-reference
 * @see https://docs.confluent.io/operator/current/co-nodeports.html
 * @see https://github.com/confluentinc/confluent-kubernetes-examples `networking/external-access-nodeport-deploy`
 * @see https://gateway.envoyproxy.io/docs/api/extension_types/#kubernetesservicespec
 * @see https://kgateway.dev/docs/latest/reference/api/#gatewayparameters
 * @see https://github.com/kgateway-dev/kgateway `api/v1alpha1`: `GatewayParametersOverlays`, `AgentgatewayParameters`
 */
export const PORT_FIELDS: readonly PortField[] = [
  { kind: 'Kafka', path: 'spec.kafka.listeners[].configuration.bootstrap.nodePort', generates: '{name}-' },
  { kind: 'Kafka', path: 'spec.kafka.listeners[].configuration.brokers[].nodePort', generates: '{name}-' },
  ...CONFLUENT_LISTENERS.map((listener) => ({
    kind: 'Kafka',
    path: `${listener}.${OFFSET}`,
    generates: '{name}-',
    isPerReplica: true,
  })),
  ...CONFLUENT_SERVICES.map((service) => ({ kind: 'Kafka', path: `${service}.${OFFSET}`, generates: '{name}-' })),
  ...CONFLUENT_COMPONENTS.map((kind) => ({ kind, path: `spec.${OFFSET}` })),
  {
    kind: 'EnvoyProxy',
    path: 'spec.provider.kubernetes.envoyService.patch.value.spec.ports[].nodePort',
    generates: '',
  },
  { kind: 'GatewayParameters', path: 'spec.kube.service.ports[].nodePort', generates: '' },
  { kind: 'GatewayParameters', path: 'spec.kube.serviceOverlay.spec.ports[].nodePort', generates: '' },
  { kind: 'AgentgatewayParameters', path: 'spec.service.spec.ports[].nodePort', generates: '' },
];

/**
 * The fields that contain chart values; only rendering the chart shows which of them become node ports.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#values
 * @see https://docs.k3s.io/helm#helmchart-field-definitions
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values
 */
export const HINTS: readonly PortField[] = [
  { kind: 'HelmRelease', path: 'spec.values.**' },
  { kind: 'HelmChart', path: 'spec.set.**' },
  { kind: 'HelmChart', path: 'spec.valuesContent' },
  { kind: 'HelmChartConfig', path: 'spec.valuesContent' },
  { kind: 'Application', path: 'spec.source.helm.**' },
  { kind: 'Application', path: 'spec.sources[].helm.**' },
];

/** The known field that requests a number; undefined if the field is unknown. */
export function fieldFor(
  { kind, field }: { readonly kind: string; readonly field: string },
  fields: readonly PortField[],
): PortField | undefined {
  return fields.find((each) => each.kind === kind && matches(each.path, field));
}

function matches(pattern: string, field: string): boolean {
  const end = pattern.indexOf('.**');
  return end < 0 ? pattern === field : field.startsWith(`${pattern.slice(0, end)}.`);
}
