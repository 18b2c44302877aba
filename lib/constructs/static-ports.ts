import * as kplus from 'cdk8s-plus-27';
import { clusterOf, lockSectionOf } from './cluster';
import { Synthesis } from './synthesis';
import { staticDemandOf } from './synthesized-services';
import { HEALTH_CHECK_PORT, formerOwner, ownerKey } from '../core/claim';
import { refuse } from '../core/finding';
import { LockRecord } from '../core/lock-record';
import { candidatesIn } from '../core/popular-ports';
import { PortRange } from '../core/port-range';

/** One port of a static Service. */
interface StaticPort {
  /** What messages and the lock call it. */
  readonly label: string;
  /** The number that was written, or a token for one. */
  readonly nodePort: number;
  readonly isPinned: boolean;
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

  private constructor(private readonly service: kplus.Service) {}

  /** Takes a port in, and returns its number or a token for it. Throws `not-a-port`. */
  public add(port: number, { name, protocol, nodePort }: kplus.ServiceBindOptions): number {
    return this.keep(name ?? `${port}/${protocol ?? 'TCP'}`, nodePort, port);
  }

  /** Takes the health check in, and returns its number or a token for it. Throws `not-a-port`. */
  public addHealthCheck(nodePort: number | undefined): number {
    return this.keep(HEALTH_CHECK_PORT, nodePort, undefined);
  }

  /** The number of a port: as written, as locked, or a token that becomes the number in the manifests. Throws `port-unknown`. */
  public numberOf(label: string): number {
    const port = this.ports.find((each) => each.label === label);
    if (port) return port.isPinned ? port.nodePort : this.lockedNumberOf(port) ?? port.nodePort;
    const known = this.ports.map((each) => JSON.stringify(each.label)).join(', ');
    throw refuse('port-unknown', {
      who: this.service.node.path,
      what: `there is no port ${JSON.stringify(label)} with a node port`,
      wayOut: known ? `Use one of ${known}` : 'Add a port to it first, with bind()',
    });
  }

  private keep(label: string, nodePort: number | undefined, servicePort: number | undefined): number {
    const isPinned = nodePort !== undefined && nodePort !== null;
    if (isPinned) {
      this.requirePort(label, nodePort);
      this.written.add(label);
    }
    const number = isPinned ? nodePort : this.tokenFor(label, servicePort);
    this.ports.push({ label, nodePort: number, isPinned, servicePort });
    return number;
  }

  /** Protocols of one service port wait for one number. */
  private tokenFor(label: string, servicePort: number | undefined): number {
    const known = this.tokens.get(servicePort);
    if (known !== undefined) return known;
    const name = `${this.service.node.path}, ${nameLabel(label)},`;
    const token = Synthesis.of(this.service).tokens.issue({ service: this.service, servicePort, name });
    this.tokens.set(servicePort, token);
    return token;
  }

  /** The number that the lock has for a port, or for the protocol that it shares one with. */
  private lockedNumberOf({ servicePort }: StaticPort): number | undefined {
    const section = lockSectionOf(clusterOf(this.service));
    const { formerly, reservation } = staticDemandOf(this.service) ?? {};
    // Whether a reservation still holds that port is known at the end only.
    if (section === undefined || reservation !== undefined) return undefined;
    const record = new LockRecord(section, []);
    const { metadata: { namespace, name: service } } = this.service;
    for (const { label } of this.ports.filter((port) => port.servicePort === servicePort && !port.isPinned)) {
      const owner = { cluster: '', path: '', namespace, service, port: label };
      const number = record.portOf(ownerKey(owner), formerly === undefined ? undefined : formerOwner(owner, formerly));
      if (number === undefined) continue;
      Synthesis.of(this.service).promise({ service: this.service, label, number });
      return number;
    }
    return undefined;
  }

  private requirePort(label: string, nodePort: number): void {
    const { staticBand } = clusterOf(this.service).profile.bands;
    const prop = label === HEALTH_CHECK_PORT ? label : 'nodePort';
    requirePort(nodePort, { who: `${this.service.node.path}, ${nameLabel(label)}`, staticBand, prop });
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
  const why = nodePort === 0 ? '0 means "unset" in a Service, so it is no node port' : `${typeof nodePort === 'string' ? JSON.stringify(nodePort) : nodePort} is not a node port, which is a whole number from 1 to 65535`;
  throw refuse('not-a-port', { who, what: why, wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example(staticBand)}` });
}

/** A number to type, while nobody can know yet what is free. */
function example(staticBand: PortRange): number {
  const [first] = candidatesIn(staticBand, staticBand.first);
  return first;
}

function nameLabel(label: string): string {
  return label === HEALTH_CHECK_PORT ? label : `port "${label}"`;
}
