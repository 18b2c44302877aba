import { ServiceType, k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ExternalTrafficPolicy, StaticService, StaticServiceProps } from './static-service';
import { StaticPorts } from './synth/static-ports';

/** The props of a `StaticLoadBalancerService`. */
export interface StaticLoadBalancerServiceProps extends StaticServiceProps {
  /**
   * The node port on which the load balancer asks a node whether it has an endpoint. It comes from the node port range
   * of the cluster and only applies with `externalTrafficPolicy` `LOCAL`.
   *
   * @default - assigned from the static band with `LOCAL`, otherwise none
   * @see
   * https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
   */
  readonly healthCheckNodePort?: number;

  /**
   * Whether ports without a `nodePort` get one. Set it to false for load balancers that reach pods directly; pinned
   * ports are still claimed.
   *
   * @default - true, set by the API server
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation
   */
  readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * The source addresses that the load balancer admits, as CIDR blocks.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];
}

/**
 * A Service of type LoadBalancer whose node ports, including the health check port, are fixed at synthesis: unique in
 * the cluster and inside the static band. If that is not possible, nothing is emitted.
 *
 * It extends the cdk8s-plus `Service`, so the rest of its API works as usual.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 */
export class StaticLoadBalancerService extends StaticService {
  private readonly allocateLoadBalancerNodePorts?: boolean;

  /**
   * Creates the Service.
   *
   * Throws `not-a-port` for a number that is not a valid node port, and `prop-invalid` for invalid ports or pods.
   * Problems that depend on the rest of the app are reported at synthesis.
   *
   * @param scope the chart or construct that contains it
   * @param id its ID in the scope
   * @param props its ports and pods
   */
  constructor(scope: Construct, id: string, props: StaticLoadBalancerServiceProps = {}) {
    const { externalTrafficPolicy, healthCheckNodePort, allocateLoadBalancerNodePorts, loadBalancerSourceRanges } =
      props;
    super(scope, id, props, { type: ServiceType.LOAD_BALANCER, loadBalancerSourceRanges });
    this.allocateLoadBalancerNodePorts = allocateLoadBalancerNodePorts;
    const ports = StaticPorts.of(this);
    ports.allocates = allocateLoadBalancerNodePorts !== false;
    const hasHealthCheck = externalTrafficPolicy === ExternalTrafficPolicy.LOCAL || healthCheckNodePort !== undefined;
    if (hasHealthCheck) ports.addHealthCheck(healthCheckNodePort);
  }

  /** @internal */
  public _toKube(): k8s.ServiceSpec {
    return { ...super._toKube(), allocateLoadBalancerNodePorts: this.allocateLoadBalancerNodePorts };
  }
}
