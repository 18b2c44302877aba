import { ServicePort, k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { EarlyChoice } from './early-choice';
import { StaticPort, StaticPorts } from './static-ports';
import { SynthSession } from './synth-session';

/** The numbers that were chosen for the open ports of an app, by Service and service port. */
export type SettledNumbers = ReadonlyMap<StaticPorts, ReadonlyMap<number | undefined, number>>;

/** The numbers of the static ports of one app: handed out on request, and added to the manifests of their Services. */
export class NodePortNumbers {
  private readonly early: EarlyChoice;
  private settled?: SettledNumbers;
  private isDraft = false;

  constructor(
    root: IConstruct,
    private readonly session: SynthSession,
  ) {
    this.early = new EarlyChoice(root, (work) => this.drafting(work));
  }

  /** The number of a port, fixed from now on. Throws `port-unknown`, or `static-band-full` if none is free. */
  public of(service: IConstruct, label: string): number {
    const ports = StaticPorts.of(service);
    return this.promise(ports, ports.named(label));
  }

  /** The number at an index of a reservation whose block is assigned by the library. Throws `reservation-full`. */
  public ofBlock(reservation: IConstruct, index: number): number {
    return this.early.blockFor(reservation)[index];
  }

  /** The ports of a Service; reading a port's `nodePort` gives it a number. */
  public reveal(service: IConstruct, ports: readonly ServicePort[]): ServicePort[] {
    const known = StaticPorts.of(service);
    return ports.map((port, index) => {
      const open = port.nodePort === undefined ? known.at(index) : undefined;
      const get = (): number => this.promise(known, open as StaticPort);
      return open ? Object.defineProperty({ ...port }, 'nodePort', { get, enumerable: true }) : port;
    });
  }

  /** Adds the numbers to the spec of a Service that is being rendered. */
  public fillIn(service: IConstruct, spec: k8s.ServiceSpec): k8s.ServiceSpec {
    const known = StaticPorts.of(service);
    const numberOf = (port: StaticPort | undefined) => port && this.rendered(known, port);
    const ports = spec.ports?.map((entry, index) => ({
      ...entry,
      nodePort: entry.nodePort ?? numberOf(known.at(index)),
    }));
    const healthCheckNodePort = numberOf(known.healthCheck);
    return { ...spec, ports, ...(healthCheckNodePort === undefined ? {} : { healthCheckNodePort }) };
  }

  /** Renders Services while their open ports have no numbers yet: they stay unset. */
  public drafting<T>(work: () => T): T {
    const before = this.isDraft;
    this.isDraft = true;
    try {
      return work();
    } finally {
      this.isDraft = before;
    }
  }

  /** Renders Services with the numbers that were chosen. */
  public rendering<T>(settled: SettledNumbers, work: () => T): T {
    this.settled = settled;
    try {
      return work();
    } finally {
      this.settled = undefined;
    }
  }

  /** Keeps the numbers that an app is about to be emitted with, unless one of them is pinned elsewhere. */
  public keep(settled: SettledNumbers): void {
    for (const [ports, numbers] of settled) {
      for (const [servicePort, nodePort] of numbers) {
        const known = ports.given.get(servicePort);
        if (!known?.isPromise) ports.given.set(servicePort, { nodePort, isPromise: false });
      }
    }
  }

  private promise(ports: StaticPorts, port: StaticPort): number {
    const written = ports.writtenFor(port);
    if (written !== undefined) return written;
    const known = ports.given.get(port.servicePort);
    if (known?.isPromise) return known.nodePort;
    const settled =
      this.settled?.get(ports)?.get(port.servicePort) ?? (this.session.call?.isSettled ? known?.nodePort : undefined);
    const chosen = settled ?? this.early.portFor(ports, port);
    // Choosing renders other Services, one of which may have asked for the same port.
    const given = ports.given.get(port.servicePort);
    if (given?.isPromise) return given.nodePort;
    ports.given.set(port.servicePort, { nodePort: chosen, isPromise: true });
    return chosen;
  }

  private rendered(ports: StaticPorts, port: StaticPort): number | undefined {
    const written = ports.writtenFor(port);
    if (written !== undefined || this.isDraft) return written;
    if (this.settled) return this.settled.get(ports)?.get(port.servicePort);
    return ports.given.get(port.servicePort)?.nodePort ?? this.promise(ports, port);
  }
}
