import * as kplus from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { usageError } from './app-language';
import { clusterOf } from './cluster';
import { candidatesIn } from '../../core/cluster/popular-ports';
import { PortRange } from '../../core/cluster/port-range';
import { Claim, ClaimKind, HEALTH_CHECK_PORT, namePort } from '../../core/service/claim';
import { notAPort } from '../../core/service/rules/not-a-port';

/** One port of a static Service, or its health check. */
export interface StaticPort {
  /** Its name in messages and in the lock. */
  readonly label: string;
  /** The number that was written for it. */
  readonly written?: number;
  /**
   * The number of its service port; undefined for the health check. Ports with the same service port share a node port.
   */
  readonly servicePort?: number;
}

/** Finds the claim for a service port among those of its Service; undefined stands for the health check. */
export function isOfServicePort(servicePort: number | undefined): (claim: Claim) => boolean {
  return (claim) =>
    servicePort === undefined ? claim.kind === ClaimKind.HEALTH_CHECK : claim.servicePort === servicePort;
}

/** A node port that was handed out before its Service was emitted. */
export interface GivenNumber {
  readonly nodePort: number;
  /**
   * Whether the user asked for it and may have used it anywhere; otherwise only its own Service was rendered with it.
   */
  readonly isPromise: boolean;
}

/** The node ports of one static Service: which numbers were written, and which were handed out. */
export class StaticPorts {
  /** The ports of a Service, available even while its constructor runs. */
  public static of(service: IConstruct): StaticPorts {
    const known = StaticPorts.all.get(service) ?? new StaticPorts(service);
    if (!StaticPorts.all.has(service)) {
      const { root } = service.node;
      StaticPorts.all.set(service, known);
      StaticPorts.byRoot.set(root, [...(StaticPorts.byRoot.get(root) ?? []), known]);
    }
    return known;
  }

  /** The ports of all static Services ever created in an app. */
  public static in(root: IConstruct): readonly StaticPorts[] {
    return StaticPorts.byRoot.get(root) ?? [];
  }

  private static readonly all = new WeakMap<IConstruct, StaticPorts>();
  private static readonly byRoot = new WeakMap<IConstruct, StaticPorts[]>();

  /** The labels of the ports whose number was written. */
  public readonly written = new Set<string>();
  /** The numbers that were handed out, by service port. */
  public readonly given = new Map<number | undefined, GivenNumber>();
  /** The health check, if there is one. */
  public healthCheck?: StaticPort;

  /** In the order of the manifest; undefined for a port without a node port. */
  private readonly entries: (StaticPort | undefined)[] = [];

  private constructor(public readonly service: IConstruct) {}

  /** Adds a port. Throws `not-a-port`. */
  public add(port: number, { name, protocol, nodePort }: kplus.ServiceBindOptions): void {
    this.entries.push(this.read({ label: name ?? `${port}/${protocol ?? 'TCP'}`, servicePort: port }, nodePort));
  }

  /** Adds a port without a node port. */
  public skip(): void {
    this.entries.push(undefined);
  }

  /** Adds the health check. Throws `not-a-port`. */
  public addHealthCheck(nodePort: number | undefined): void {
    this.healthCheck = this.read({ label: HEALTH_CHECK_PORT }, nodePort);
  }

  /** The port at an index of the manifest. */
  public at(index: number): StaticPort | undefined {
    return this.entries[index];
  }

  /** The port with a name. Throws `port-unknown`. */
  public named(label: string): StaticPort {
    const all = [...this.entries, this.healthCheck].filter((port) => port !== undefined);
    const port = all.find((each) => each.label === label);
    if (port) return port;
    const known = all.map((each) => JSON.stringify(each.label)).join(', ');
    throw usageError('port-unknown', {
      who: this.service.node.path,
      what: `there is no port ${JSON.stringify(label)} with a node port`,
      wayOut: known ? `Use one of ${known}` : 'Add a port first, with bind()',
    });
  }

  /** The name in messages of the ports that share a service port. */
  public labelOf(servicePort: number | undefined): string {
    return this.entries.find((each) => each?.servicePort === servicePort)?.label ?? HEALTH_CHECK_PORT;
  }

  /** The number that was written for a port, or for another protocol of the same service port. */
  public writtenFor({ written, servicePort }: StaticPort): number | undefined {
    return (
      written ?? this.entries.find((each) => each?.servicePort === servicePort && each?.written !== undefined)?.written
    );
  }

  private read(port: StaticPort, nodePort: number | undefined): StaticPort {
    if (nodePort === undefined || nodePort === null) return port;
    const { staticBand } = clusterOf(this.service).profile.bands;
    const prop = port.label === HEALTH_CHECK_PORT ? port.label : 'nodePort';
    requirePort(nodePort, { who: `${this.service.node.path}, ${namePort(port.label)}`, staticBand, prop });
    this.written.add(port.label);
    return { ...port, written: nodePort };
  }
}

/** What a message needs to know about the owner of a port. */
interface PortContext {
  readonly who: string;
  readonly staticBand: PortRange;
  /** The prop that holds the number. */
  readonly prop: string;
}

/**
 * Throws `not-a-port` unless a value is a positive whole number; whether it is in the range is judged with the whole
 * app.
 */
export function requirePort(nodePort: number, { who, staticBand, prop }: PortContext): void {
  if (Number.isInteger(nodePort) && nodePort > 0) return;
  const shown = typeof nodePort === 'string' ? JSON.stringify(nodePort) : nodePort;
  const why =
    nodePort === 0
      ? '0 means "unset" in a Service, so it is not a node port'
      : `${shown} is not a node port, which is a whole number from 1 to 65535`;
  throw usageError(notAPort, {
    who,
    what: why,
    wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example(staticBand)}`,
  });
}

/** A number to suggest before it is known what is free. */
function example(staticBand: PortRange): number {
  const [first] = candidatesIn(staticBand, staticBand.first);
  return first;
}
