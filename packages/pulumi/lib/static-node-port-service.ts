import { core, type types } from '@pulumi/kubernetes';
import { ComponentResource, type ComponentResourceOptions, type Input, Output } from '@pulumi/pulumi';
import { formatMessage } from 'cdk8s-nodeport/core';
import { NodePortRegistry } from './node-port-registry';

/** A port of a static Service. */
export interface StaticPort {
  /** Its name, which a Service of several ports requires, and by which the lock knows it. */
  readonly name?: string;
  /** The port of the Service, 1 to 65535. */
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /**
   * The port of the Pods, by number or name.
   *
   * @default - the same as `port`
   */
  readonly targetPort?: Input<number | string>;
  /**
   * The node port, in the static band of the cluster.
   *
   * @default - the one in the lock, or one that is free
   */
  readonly nodePort?: number;
  /** @default - none */
  readonly appProtocol?: Input<string>;
}

/** What belongs to a Service, except its ports and its type. */
type OtherSpec = Omit<types.input.core.v1.ServiceSpec, 'type' | 'ports' | 'healthCheckNodePort'>;

/** What a static Service consists of. */
export interface StaticNodePortServiceArgs {
  /**
   * The cluster that it is deployed to.
   *
   * @default - one with the Kubernetes defaults, whose lock is `nodeports.lock.yaml`
   */
  readonly registry?: NodePortRegistry;
  /** Its name and namespace, as plain texts: its ports are recorded by them. */
  readonly metadata: Omit<types.input.meta.v1.ObjectMeta, 'name' | 'namespace'> & {
    readonly name: string;
    /** @default - the namespace of the provider, recorded as `default` */
    readonly namespace?: string;
  };
  /** Its ports, selector and so on. */
  readonly spec: OtherSpec & { readonly ports: readonly StaticPort[] };
}

/** The registry of Services that name none. */
let shared: NodePortRegistry | undefined;

/**
 * A Service of type NodePort whose node ports are plain numbers while the program runs, and stay.
 *
 * A port without a number gets the one that the lock has for it, or a free one, which the lock keeps from then on. A
 * cdk8s app and the command line give the same Service the same number from the same lock.
 */
export class StaticNodePortService extends ComponentResource {
  /** The Service that it consists of. */
  public readonly service: core.v1.Service;

  private readonly numbers: ReadonlyMap<string, number>;

  /**
   * Chooses the numbers, records them, and declares the Service.
   *
   * Throws every error about the Service, such as `port-taken` or `outside-static-band`; `prop-invalid` for a name that
   * is not a plain text; and `lock-invalid`.
   *
   * @param name the name of the resource
   * @param args the Service
   * @param opts options of the component; its Service inherits the provider, among others
   */
  public constructor(name: string, args: StaticNodePortServiceArgs, opts?: ComponentResourceOptions) {
    super('cdk8s-nodeport:index:StaticNodePortService', name, {}, opts);
    requirePlain(name, args);
    const { metadata, spec, registry = (shared ??= new NodePortRegistry()) } = args;
    const path = registry._pathOf(name);
    registry._book.place({ path, manifest: manifestOf(args), demandsStatic: true });
    this.numbers = registry._book.numbersOf(path);
    const ports = spec.ports.map((port) => ({ ...port, nodePort: this.nodePortOf(labelOf(port)) }));
    const service = { metadata, spec: { ...spec, type: 'NodePort', ports } };
    this.service = new core.v1.Service(name, service, { parent: this });
    this.registerOutputs({ service: this.service });
  }

  /**
   * The node port of a port, at once.
   *
   * Throws `port-unknown` for a name that the Service does not have.
   *
   * @param port its name, or its number and protocol if it has none, such as `80/TCP`
   */
  public nodePortOf(port: string): number {
    const nodePort = this.numbers.get(port);
    if (nodePort !== undefined) return nodePort;
    const known = [...this.numbers.keys()].map((name) => JSON.stringify(name)).join(', ');
    const what = `this Service has no node port named ${JSON.stringify(port)}`;
    throw new Error(
      formatMessage('port-unknown', {
        what,
        wayOut: known ? `Use ${this.numbers.size > 1 ? 'one of ' : ''}${known}` : 'Add a port first',
      }),
    );
  }
}

/** The name of a port in messages and in the lock. */
function labelOf({ name, port, protocol = 'TCP' }: StaticPort): string {
  return name ?? `${port}/${protocol}`;
}

/** What decides about the node ports. */
function manifestOf({ metadata: { name, namespace }, spec }: StaticNodePortServiceArgs): object {
  const ports = spec.ports.map(({ name: port, port: number, protocol, nodePort }) => ({
    name: port,
    port: number,
    protocol,
    nodePort,
  }));
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { type: 'NodePort', ports } };
}

/** An output has no value yet when the number is chosen. */
function requirePlain(resource: string, { metadata, spec }: StaticNodePortServiceArgs): void {
  const places: [string, unknown][] = [
    ['metadata.name', metadata.name],
    ['metadata.namespace', metadata.namespace],
    ...spec.ports.flatMap(({ name, port, protocol, nodePort }, index) =>
      Object.entries({ name, port, protocol, nodePort }).map(([key, value]): [string, unknown] => [
        `spec.ports[${index}].${key}`,
        value,
      ]),
    ),
  ];
  const [place] = places.find(([, value]) => Output.isInstance(value) || value instanceof Promise) ?? [];
  if (place === undefined) return;
  const what = `${place} is an output, whose value is not known when the number is chosen`;
  throw new Error(formatMessage('prop-invalid', { who: resource, what, wayOut: 'Write it as a plain value' }));
}
