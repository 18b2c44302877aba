import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AnyIngress, AnyIngressOptions, AnyPlus, PodsOrLabels } from './any-plus';
import { NodePortReservation } from './node-port-reservation';
import { readPorts, selectPods } from './plus-props';
import { StaticPorts } from './synth/static-ports';
import { Synthesis } from './synth/synthesis';

/** Which endpoints handle traffic from outside the cluster. */
export enum ExternalTrafficPolicy {
  /** Any endpoint in the cluster: traffic is spread evenly, but the client's address is lost. */
  CLUSTER = 'Cluster',
  /**
   * Endpoints on the node that receives the traffic: the client's address is kept, but a node without endpoints drops
   * it.
   */
  LOCAL = 'Local',
}

/** The props that all static Services have. */
export interface StaticServiceProps extends kplus.ResourceProps {
  /**
   * The pods that the Service routes to: a workload or a selection of pods of any cdk8s-plus version, or their labels.
   *
   * @default - none; select them later with `select` or `selectLabel`
   */
  readonly selector?: AnyPlus<PodsOrLabels>;

  /**
   * The ports of the Service, each a `ServicePort` of any cdk8s-plus version. A port without a `nodePort` is assigned
   * one from the static band. Several protocols of one `port` can share a node port.
   *
   * @default - none; add them later with `bind`
   */
  readonly ports?: AnyPlus<kplus.ServicePort>[];

  /**
   * Which endpoints handle traffic from outside the cluster. `LOCAL` keeps the client's address; a load balancer then
   * needs a `healthCheckNodePort`.
   *
   * @default - `Cluster`, set by the API server
   * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The reservation to draw ports from. Ports without a number get one of its ports; pinned ports may also be its
   * ports.
   *
   * @default - the static band, and any reservation that lists the Service
   */
  readonly reservation?: NodePortReservation;

  /**
   * The previous name of the Service, as `namespace/name`, or just a name in the same namespace. The Service then keeps
   * its ports.
   *
   * @default - none
   */
  readonly formerly?: string;
}

/**
 * A Service whose node ports are fixed at synthesis: unique in the cluster and inside the static band. If that is not
 * possible, nothing is emitted.
 *
 * It extends the cdk8s-plus `Service`, so the rest of its API works as usual.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export abstract class StaticService extends kplus.Service {
  private readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Creates the Service.
   *
   * Throws `not-a-port` for a number that is not a valid node port, and `prop-invalid` for invalid ports or pods.
   * Problems that depend on the rest of the app are reported at synthesis.
   *
   * @param scope the chart or construct that contains it
   * @param id its ID in the scope
   * @param props its ports and pods
   * @param service what else the cdk8s-plus `Service` takes, above all its type
   */
  protected constructor(scope: Construct, id: string, props: StaticServiceProps, service: kplus.ServiceProps) {
    const { selector, ports, externalTrafficPolicy, reservation, formerly, metadata } = props;
    super(scope, id, { ...service, metadata });
    this.externalTrafficPolicy = externalTrafficPolicy;
    if (selector !== undefined) this.select(selector);
    for (const port of readPorts(this.node.path, ports)) this.bind(port.port, port);
    const own = StaticPorts.of(this);
    own.wishes = { reservation: reservation?.node.path, formerly, given: own.given };
    Synthesis.of(this);
  }

  /** The ports of the Service. Reading a node port that has no number yet chooses one, as `nodePortOf` does. */
  public get ports(): kplus.ServicePort[] {
    return Synthesis.of(this).numbers.reveal(this, super.ports);
  }

  /**
   * Selects pods: those of a workload or a selection of pods of any cdk8s-plus version, or all pods with the given
   * labels.
   *
   * Throws `prop-invalid` for anything else.
   *
   * @param selector the pods; they must also match all previous selections
   */
  public select(selector: kplus.IPodSelector): void;
  public select(pods: PodsOrLabels): void;
  public select(pods: PodsOrLabels): void {
    selectPods(this, pods);
  }

  /**
   * Exposes the Service at a path of an Ingress; in TypeScript, an Ingress of any cdk8s-plus version.
   *
   * @param path the path
   * @param options the Ingress and how to match the path
   */
  public exposeViaIngress(path: string, options?: kplus.ExposeServiceViaIngressOptions): kplus.Ingress;
  public exposeViaIngress<T extends AnyIngress>(path: string, options: AnyIngressOptions<T>): T;
  public exposeViaIngress(path: string, options?: any): any {
    return super.exposeViaIngress(path, options);
  }

  /**
   * Adds a port.
   *
   * Throws `not-a-port` for a number that is not a valid node port.
   *
   * @param port the port number inside the cluster, 1 to 65535
   * @param options its node port, name, protocol and target
   */
  public bind(port: number, options: kplus.ServiceBindOptions = {}): void {
    StaticPorts.of(this).add(port, options);
    super.bind(port, options);
  }

  /**
   * Returns the node port of one of the ports as a plain number immediately. It is the first of these that exists: the
   * number in the code, the number in the lock, the number in a record of the registry, or a newly chosen number that
   * is free among everything declared so far.
   *
   * The number is a promise: if a Service, reservation or registry created later claims it, the app is refused with
   * `promise-broken`.
   *
   * Throws `port-unknown` if there is no such port, and `static-band-full` or `reservation-full` if no number is free.
   *
   * @param port the name of the port, or its number and protocol if it has no name, such as `9000/TCP`;
   * `healthCheckNodePort` for the health check of a load balancer
   */
  public nodePortOf(port: string): number {
    return Synthesis.of(this).numbers.of(this, port);
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    const spec = Synthesis.of(this).numbers.fillIn(this, super._toKube());
    return withoutEmpty({ ...spec, externalTrafficPolicy: this.externalTrafficPolicy });
  }
}

/** A spec as a person would write it: without the empty lists and maps that cdk8s-plus emits. */
function withoutEmpty<T extends object>(spec: T): T {
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isEmpty(value))) as T;
}
