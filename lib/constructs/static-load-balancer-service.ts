import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AnyIngress, AnyIngressOptions, AnyPlus, PodsOrLabels } from './any-plus';
import { NodePortReservation } from './node-port-reservation';
import { readPorts, selectPods } from './plus-props';
import { ExternalTrafficPolicy, withoutEmpty } from './service-spec';
import { StaticPorts } from './synth/static-ports';
import { Synthesis } from './synth/synthesis';
import { demandStaticPorts } from './synth/synthesized-services';

/** What a `StaticLoadBalancerService` is made of. */
export interface StaticLoadBalancerServiceProps extends kplus.ResourceProps {
  /**
   * The pods that the Service routes to: a workload or a selection of pods, of any cdk8s-plus, or their labels.
   *
   * @default - none; select them later with `select` or `selectLabel`
   */
  readonly selector?: AnyPlus<PodsOrLabels>;

  /**
   * The ports of the Service, each a `ServicePort` of any cdk8s-plus. A port without a `nodePort` is assigned one of
   * the static band,
   * unless `allocateLoadBalancerNodePorts` is false.
   *
   * @default - none; add them later with `bind`
   */
  readonly ports?: AnyPlus<kplus.ServicePort>[];

  /**
   * Which endpoints answer for traffic from outside the cluster. `LOCAL` keeps the client's address, and takes a
   * `healthCheckNodePort`.
   *
   * @default - `Cluster`, by the API server
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The node port at which the load balancer asks a node whether it has an endpoint. It comes from the same range as
   * the node
   * ports of all Services, and is for `externalTrafficPolicy` `LOCAL` only.
   *
   * @default - assigned from the static band with `LOCAL`, none otherwise
   * @see
   * https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
   */
  readonly healthCheckNodePort?: number;

  /**
   * Whether ports without a `nodePort` get one. Set it to false for load balancers that reach pods directly; pinned
   * ports are
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

  /**
   * The reservation that the ports without a number draw theirs from, and whose ports the others may be.
   *
   * @default - the static band, and any reservation that names the Service
   */
  readonly reservation?: NodePortReservation;

  /**
   * The name that the Service had before, as `namespace/name`, or a name in the same namespace: its ports stay where
   * they were.
   *
   * @default - none
   */
  readonly formerly?: string;
}

/**
 * A Service of type LoadBalancer whose node ports, the health check's included, are settled while the app is
 * synthesized: unique
 * across the cluster and inside the static band, or nothing is emitted.
 *
 * It is a cdk8s-plus `Service`, so all that its users know keeps working.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
 */
export class StaticLoadBalancerService extends kplus.Service {
  private readonly fields: Pick<kplus.k8s.ServiceSpec, 'externalTrafficPolicy' | 'allocateLoadBalancerNodePorts'>;

  /**
   * Makes the Service.
   *
   * Throws `not-a-port` for a number that no node port can have, and `prop-invalid` for ports and pods that cannot be
   * read. What
   * depends on the rest of the app is reported when it is synthesized.
   *
   * @param scope the chart or construct that it is part of
   * @param id its name in the scope
   * @param props its ports and pods
   */
  constructor(scope: Construct, id: string, props: StaticLoadBalancerServiceProps = {}) {
    const { selector, ports, reservation, formerly, ...own } = props;
    const { externalTrafficPolicy, healthCheckNodePort: written, allocateLoadBalancerNodePorts, ...rest } = own;
    super(scope, id, { ...rest, type: kplus.ServiceType.LOAD_BALANCER });
    const hasHealthCheck = externalTrafficPolicy === ExternalTrafficPolicy.LOCAL || written !== undefined;
    if (hasHealthCheck) StaticPorts.of(this).addHealthCheck(written);
    this.fields = { externalTrafficPolicy, allocateLoadBalancerNodePorts };
    if (selector !== undefined) this.select(selector);
    for (const port of readPorts(this.node.path, ports)) this.bind(port.port, port);
    demandStaticPorts(this, { reservation: reservation?.node.path, formerly, written: StaticPorts.of(this).written });
    Synthesis.of(this);
  }

  /** The ports of the Service; reading an open node port chooses its number, as `nodePortOf` does. */
  public get ports(): kplus.ServicePort[] {
    return Synthesis.of(this).numbers.reveal(this, super.ports);
  }

  /**
   * Selects pods: those of a workload or a selection of pods, of any cdk8s-plus, or all that have some labels.
   *
   * Throws `prop-invalid` for anything else.
   *
   * @param selector the pods, to match together with all that was selected before
   */
  public select(selector: kplus.IPodSelector): void;
  public select(pods: PodsOrLabels): void;
  public select(pods: PodsOrLabels): void {
    selectPods(this, pods);
  }

  /**
   * Exposes the Service at a path of an Ingress; in TypeScript, of an Ingress of any cdk8s-plus.
   *
   * @param path the path
   * @param options the Ingress and how the path is matched
   */
  public exposeViaIngress(path: string, options?: kplus.ExposeServiceViaIngressOptions): kplus.Ingress;
  public exposeViaIngress<T extends AnyIngress>(path: string, options: AnyIngressOptions<T>): T;
  public exposeViaIngress(path: string, options?: any): any {
    return super.exposeViaIngress(path, options);
  }

  /**
   * Adds a port.
   *
   * Throws `not-a-port` for a node port that cannot be any.
   *
   * @param port the number of the port inside the cluster, 1 to 65535
   * @param options its node port, name, protocol and target
   */
  public bind(port: number, options: kplus.ServiceBindOptions = {}): void {
    const staysUnset = options.nodePort === undefined && this.fields.allocateLoadBalancerNodePorts === false;
    if (staysUnset) StaticPorts.of(this).skip();
    else StaticPorts.of(this).add(port, options);
    super.bind(port, options);
  }

  /**
   * The node port of one of the ports or of the health check, a plain number at once: the one that was written; else
   * the one in the lock; else the one
   * that a record of the registry gives to it; else one is chosen now, out of what is free of all that is known by now.
   *
   * The number is a promise. If a Service, reservation or registry that is made later claims it, the app is refused
   * with
   * `promise-broken`.
   *
   * Throws `port-unknown` where there is no such port, and `static-band-full` or `reservation-full` where no number is
   * left.
   *
   * @param port the name of the port, or its number and protocol where it has none, such as `9000/TCP`;
   * `healthCheckNodePort` for
   * that of the health check
   */
  public nodePortOf(port: string): number {
    return Synthesis.of(this).numbers.of(this, port);
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    return withoutEmpty({ ...Synthesis.of(this).numbers.fillIn(this, super._toKube()), ...this.fields });
  }
}
