import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ExternalTrafficPolicy, withoutEmpty } from './service-spec';
import { portLabel, requirePinned } from './static-ports';
import { Synthesis } from './synthesis';
import { demandStaticPorts } from './synthesized-services';

/** What a `StaticNodePortService` is made of. */
export interface StaticNodePortServiceProps extends kplus.ResourceProps {
  /**
   * The pods that the Service routes to.
   *
   * @default - none; select them later with `select` or `selectLabel`
   */
  readonly selector?: kplus.IPodSelector;

  /**
   * The ports of the Service. Each has a `nodePort` of the static band; one number may serve several protocols of one `port`.
   *
   * @default - none; add them later with `bind`
   */
  readonly ports?: kplus.ServicePort[];

  /**
   * Which endpoints answer for traffic from outside the cluster. `LOCAL` keeps the client's address.
   *
   * @default - `Cluster`, by the API server
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The address of the Service inside the cluster.
   *
   * @default - chosen by the API server
   */
  readonly clusterIP?: string;

  /**
   * Addresses outside Kubernetes' control at which nodes accept traffic for the Service.
   *
   * @default - none
   */
  readonly externalIPs?: string[];
}

/**
 * A Service of type NodePort whose node ports are settled while the app is synthesized: unique across the cluster and inside the
 * static band, or nothing is emitted.
 *
 * It is a cdk8s-plus `Service`, so all that its users know keeps working.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export class StaticNodePortService extends kplus.Service {
  private readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Makes the Service.
   *
   * Throws `static-port-missing` for a port without a node port, and `not-a-port` for one that cannot be any. What depends on
   * the rest of the app is reported when it is synthesized.
   *
   * @param scope the chart or construct that it is part of
   * @param id its name in the scope
   * @param props its ports and pods
   */
  constructor(scope: Construct, id: string, props: StaticNodePortServiceProps = {}) {
    const { externalTrafficPolicy, ...rest } = props;
    super(scope, id, { ...rest, type: kplus.ServiceType.NODE_PORT });
    this.externalTrafficPolicy = externalTrafficPolicy;
    demandStaticPorts(this);
    Synthesis.of(this);
  }

  /**
   * Adds a port.
   *
   * Throws `static-port-missing` without a node port, and `not-a-port` for one that cannot be any.
   *
   * @param port the number of the port inside the cluster, 1 to 65535
   * @param options its node port, name, protocol and target
   */
  public bind(port: number, options: kplus.ServiceBindOptions = {}): void {
    requirePinned(this, portLabel(port, options.name, options.protocol), options.nodePort);
    super.bind(port, options);
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    return withoutEmpty({ ...super._toKube(), externalTrafficPolicy: this.externalTrafficPolicy });
  }
}
