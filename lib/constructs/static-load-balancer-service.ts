import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ExternalTrafficPolicy, withoutEmpty } from './service-spec';
import { portLabel, requirePinned } from './static-ports';
import { Synthesis } from './synthesis';
import { demandStaticPorts } from './synthesized-services';
import { HEALTH_CHECK_PORT } from '../core/claim';

/** What a `StaticLoadBalancerService` is made of. */
export interface StaticLoadBalancerServiceProps extends kplus.ResourceProps {
  /**
   * The pods that the Service routes to.
   *
   * @default - none; select them later with `select` or `selectLabel`
   */
  readonly selector?: kplus.IPodSelector;

  /**
   * The ports of the Service. Each has a `nodePort` of the static band, unless `allocateLoadBalancerNodePorts` is false.
   *
   * @default - none; add them later with `bind`
   */
  readonly ports?: kplus.ServicePort[];

  /**
   * Which endpoints answer for traffic from outside the cluster. `LOCAL` keeps the client's address, and needs a
   * `healthCheckNodePort`.
   *
   * @default - `Cluster`, by the API server
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The node port at which the load balancer asks a node whether it has an endpoint. It comes from the same range as the node
   * ports of all Services, and is for `externalTrafficPolicy` `LOCAL` only.
   *
   * @default - none
   * @see https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
   */
  readonly healthCheckNodePort?: number;

  /**
   * Whether ports without a `nodePort` get one. Set it to false for load balancers that reach pods directly; pinned ports are
   * still claimed.
   *
   * @default - true, by the API server
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * The source addresses that the load balancer lets through, as CIDR blocks.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];
}

/**
 * A Service of type LoadBalancer whose node ports, the health check's included, are settled while the app is synthesized: unique
 * across the cluster and inside the static band, or nothing is emitted.
 *
 * It is a cdk8s-plus `Service`, so all that its users know keeps working.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 */
export class StaticLoadBalancerService extends kplus.Service {
  private readonly fields: Pick<kplus.k8s.ServiceSpec, 'externalTrafficPolicy' | 'healthCheckNodePort' | 'allocateLoadBalancerNodePorts'>;

  /**
   * Makes the Service.
   *
   * Throws `static-port-missing` for a port, or a health check, without the node port that it needs, and `not-a-port` for one that
   * cannot be any. What depends on the rest of the app is reported when it is synthesized.
   *
   * @param scope the chart or construct that it is part of
   * @param id its name in the scope
   * @param props its ports and pods
   */
  constructor(scope: Construct, id: string, props: StaticLoadBalancerServiceProps = {}) {
    const { externalTrafficPolicy, healthCheckNodePort, allocateLoadBalancerNodePorts, ports, ...rest } = props;
    super(scope, id, { ...rest, type: kplus.ServiceType.LOAD_BALANCER });
    this.fields = { externalTrafficPolicy, healthCheckNodePort, allocateLoadBalancerNodePorts };
    if (externalTrafficPolicy === ExternalTrafficPolicy.LOCAL || healthCheckNodePort !== undefined) {
      requirePinned(this, HEALTH_CHECK_PORT, healthCheckNodePort);
    }
    for (const port of ports ?? []) this.bind(port.port, port);
    demandStaticPorts(this);
    Synthesis.of(this);
  }

  /**
   * Adds a port.
   *
   * Throws `static-port-missing` where it needs a node port and has none, and `not-a-port` for one that cannot be any.
   *
   * @param port the number of the port inside the cluster, 1 to 65535
   * @param options its node port, name, protocol and target
   */
  public bind(port: number, options: kplus.ServiceBindOptions = {}): void {
    const mayBeUnset = this.fields.allocateLoadBalancerNodePorts === false;
    if (options.nodePort !== undefined || !mayBeUnset) requirePinned(this, portLabel(port, options.name, options.protocol), options.nodePort);
    super.bind(port, options);
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    return withoutEmpty({ ...super._toKube(), ...this.fields });
  }
}
