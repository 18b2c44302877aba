import * as kplus from 'cdk8s-plus-27';
import { clusterOf, lockSectionOf } from './cluster';
import { Synthesis } from './synthesis';
import { staticDemandOf } from './synthesized-services';
import { candidatesIn } from '../../core/cluster/popular-ports';
import { PortRange } from '../../core/cluster/port-range';
import { usageError } from '../../core/findings/finding';
import { LockRecord } from '../../core/lock/lock-record';
import { ClaimKind, HEALTH_CHECK_PORT, namePort } from '../../core/service/claim';
import { notAPort } from '../../core/service/rules/not-a-port';

/** One port of a static Service. */
interface StaticPort {
  /** What messages and the lock call it. */
  readonly label: string;
  /** The number that was written, or a token for one. */
  readonly nodePort: number;
  readonly isPinned: boolean;
  /** What it is called where it has no name. */
  readonly alias: string;
  /** The number of its service port; undefined for the health check. */
  readonly servicePort?: number;
}

/** The node ports of one static Service: written, or to be assigned. */
export class StaticPorts {
  /** The ports of a Service, also while its own constructor still runs. */
  public static of(service: kplus.Service): StaticPorts {
    const known = StaticPorts.all.get(service) ?? new StaticPorts(service);
    StaticPorts.all.set(service, known);
    return known;
  }

  private static readonly all = new WeakMap<kplus.Service, StaticPorts>();

  /** The ports whose number was written. */
  public readonly written = new Set<string>();

  private readonly ports: StaticPort[] = [];
  private readonly tokens = new Map<number | undefined, number>();

  private constructor(private readonly service: kplus.Service) {
    Synthesis.of(service).tokens.install();
  }

  /** Takes a port in, and returns its number or a token for it. Throws `not-a-port`. */
  public add(port: number, { name, protocol, nodePort }: kplus.ServiceBindOptions): number {
    const alias = `${port}/${protocol ?? 'TCP'}`;
    return this.keep({ label: name ?? alias, alias, servicePort: port }, nodePort);
  }

  /** Takes the health check in, and returns its number or a token for it. Throws `not-a-port`. */
  public addHealthCheck(nodePort: number | undefined): number {
    return this.keep({ label: HEALTH_CHECK_PORT, alias: HEALTH_CHECK_PORT }, nodePort);
  }

  /** The number of a port: as written, as locked, or a token that becomes the number in the manifests. Throws `port-unknown`. */
  public numberOf(label: string): number {
    const port = this.ports.find((each) => each.label === label);
    if (port) return Synthesis.of(this.service).tokens.give(this.writtenFor(port) ?? this.lockedFor(port) ?? port.nodePort);
    const known = this.ports.map((each) => JSON.stringify(each.label)).join(', ');
    throw usageError('port-unknown', {
      who: this.service.node.path,
      what: `there is not a port ${JSON.stringify(label)} with a node port`,
      wayOut: known ? `Use one of ${known}` : 'Add a port to it first, with bind()',
    });
  }

  /** Hands ports to whoever reads them, tokens among them. */
  public reveal<T extends { readonly nodePort?: number }>(ports: readonly T[]): T[] {
    const { tokens } = Synthesis.of(this.service);
    return ports.map((port) => {
      const nodePort = port.nodePort === undefined ? undefined : tokens.give(port.nodePort);
      return nodePort === port.nodePort ? port : { ...port, nodePort };
    });
  }

  /** The number that was written for a port, or for a protocol that it shares one with. */
  private writtenFor(port: StaticPort): number | undefined {
    if (port.isPinned) return port.nodePort;
    return this.sharersOf(port).find(({ isPinned }) => isPinned)?.nodePort;
  }

  private sharersOf({ servicePort }: StaticPort): StaticPort[] {
    return this.ports.filter((each) => each.servicePort === servicePort);
  }

  private keep(port: Pick<StaticPort, 'label' | 'alias' | 'servicePort'>, nodePort: number | undefined): number {
    const isPinned = nodePort !== undefined && nodePort !== null;
    if (isPinned) {
      this.requirePort(port.label, nodePort);
      this.written.add(port.label);
    }
    const number = isPinned ? nodePort : this.tokenFor(port);
    this.ports.push({ ...port, nodePort: number, isPinned });
    return number;
  }

  /** Protocols of one service port wait for one number. */
  private tokenFor(port: Pick<StaticPort, 'label' | 'alias' | 'servicePort'>): number {
    const { label, servicePort } = port;
    const known = this.tokens.get(servicePort);
    if (known !== undefined) return known;
    const name = `${this.service.node.path}, ${namePort(label)},`;
    const sibling = () => this.writtenFor({ ...port, nodePort: 0, isPinned: false });
    const token = Synthesis.of(this.service).tokens.issue({ holder: this.service, servicePort, name, sibling });
    this.tokens.set(servicePort, token);
    return token;
  }

  /** The number that the lock has for a port, under any name that it goes by. */
  private lockedFor(port: StaticPort): number | undefined {
    const section = lockSectionOf(clusterOf(this.service));
    const { formerly, reservation } = staticDemandOf(this.service) ?? {};
    // Whether a reservation still holds that port is known at the end only.
    if (section === undefined || reservation !== undefined) return undefined;
    const { metadata: { namespace, name: service } } = this.service;
    const sharedBy = this.sharersOf(port).flatMap(({ label, alias }) => [label, alias]);
    const claim = { kind: ClaimKind.NODE_PORT, owner: { cluster: '', path: '', namespace, service, port: port.label }, sharedBy, demandsStatic: true, assigned: true };
    const number = new LockRecord(section, new Set()).entryOf(claim, formerly)?.nodePort;
    if (number !== undefined) Synthesis.of(this.service).promise({ service: this.service, label: port.label, servicePort: port.servicePort, number });
    return number;
  }

  private requirePort(label: string, nodePort: number): void {
    const { staticBand } = clusterOf(this.service).profile.bands;
    const prop = label === HEALTH_CHECK_PORT ? label : 'nodePort';
    requirePort(nodePort, { who: `${this.service.node.path}, ${namePort(label)}`, staticBand, prop });
  }
}

/** What a message needs to know of the owner of a port. */
interface PortContext {
  readonly who: string;
  readonly staticBand: PortRange;
  /** The prop that holds the number. */
  readonly prop: string;
}

/** Throws `not-a-port` unless a value is a whole number from 1 on; what lies above the range is the whole app's matter. */
export function requirePort(nodePort: number, { who, staticBand, prop }: PortContext): void {
  if (Number.isInteger(nodePort) && nodePort > 0) return;
  const shown = typeof nodePort === 'string' ? JSON.stringify(nodePort) : nodePort;
  const why = nodePort === 0
    ? '0 means "unset" in a Service, so it is not a node port'
    : `${shown} is not a node port, which is a whole number from 1 to 65535`;
  throw usageError(notAPort, { who, what: why, wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example(staticBand)}` });
}

/** A number to type, while nobody can know yet what is free. */
function example(staticBand: PortRange): number {
  const [first] = candidatesIn(staticBand, staticBand.first);
  return first;
}
