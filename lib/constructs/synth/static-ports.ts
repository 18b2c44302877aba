import * as kplus from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { usageErrorInAppLanguage } from './app-language';
import { clusterOf } from './cluster';
import { perApp } from './per-app';
import { requirePort } from './port-number';
import { Claim, ClaimKind, HEALTH_CHECK_PORT } from '../../core/service/claim';
import { namePort } from '../../core/service/owner-names';
import { PortWishes } from '../../core/service/service-claims';
import { didYouMean } from '../../core/text/closest-word';

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
interface GivenNumber {
  readonly nodePort: number;
  /**
   * Whether the user asked for it and may have used it anywhere; otherwise only its own Service was rendered with it.
   */
  readonly isPromise: boolean;
}

const byService = new WeakMap<IConstruct, StaticPorts>();
const madeIn = perApp((): StaticPorts[] => []);

/** The node ports of one static Service: which numbers were written, and which were handed out. */
export class StaticPorts {
  /** The ports of a Service, available even while its constructor runs. */
  public static of(service: IConstruct): StaticPorts {
    return StaticPorts.tryFind(service) ?? new StaticPorts(service);
  }

  /** The ports of a static Service; undefined for any other construct. */
  public static tryFind(construct: IConstruct): StaticPorts | undefined {
    return byService.get(construct);
  }

  /** The ports of all static Services ever created in an app. */
  public static in(root: IConstruct): readonly StaticPorts[] {
    return madeIn(root);
  }

  /** Whether ports without a number get one. */
  public allocates = true;
  /** What the Service wishes for its ports; undefined until they are known. */
  public wishes?: PortWishes;
  /** The numbers that were handed out, by service port. */
  public readonly given = new Map<number | undefined, GivenNumber>();
  /** The health check, if there is one. */
  public healthCheck?: StaticPort;

  /** In the order of the manifest. */
  private readonly entries: StaticPort[] = [];

  private constructor(public readonly service: IConstruct) {
    byService.set(service, this);
    madeIn(service).push(this);
  }

  /** Adds a port. Throws `not-a-port`. */
  public add(port: number, { name, protocol, nodePort }: kplus.ServiceBindOptions): void {
    this.entries.push(this.read({ label: name ?? `${port}/${protocol ?? 'TCP'}`, servicePort: port }, nodePort));
  }

  /** Adds the health check. Throws `not-a-port`. */
  public addHealthCheck(nodePort: number | undefined): void {
    this.healthCheck = this.read({ label: HEALTH_CHECK_PORT }, nodePort);
  }

  /** The port at an index of the manifest; undefined for one that has no node port. */
  public at(index: number): StaticPort | undefined {
    const port = this.entries[index] as StaticPort | undefined;
    return this.allocates || port?.written !== undefined ? port : undefined;
  }

  /** The port with a name. Throws `port-unknown`. */
  public named(label: string): StaticPort {
    const all = [...this.entries.map((_, index) => this.at(index)), this.healthCheck].filter(
      (each) => each !== undefined,
    );
    const port = all.find((each) => each.label === label);
    if (port) return port;
    throw usageErrorInAppLanguage('port-unknown', {
      who: this.service.node.path,
      what: `this Service has no node port named ${JSON.stringify(label)}`,
      wayOut: useOneOf(
        all.map((each) => each.label),
        label,
      ),
    });
  }

  /** The name in messages of the ports that share a service port. */
  public labelOf(servicePort: number | undefined): string {
    return this.entries.find((each) => each.servicePort === servicePort)?.label ?? HEALTH_CHECK_PORT;
  }

  /** The number that was written for a port, or for another protocol of the same service port. */
  public writtenFor({ written, servicePort }: StaticPort): number | undefined {
    return (
      written ?? this.entries.find((each) => each.servicePort === servicePort && each.written !== undefined)?.written
    );
  }

  private read(port: StaticPort, nodePort: number | undefined): StaticPort {
    if (nodePort === undefined || nodePort === null) return port;
    const { staticBand } = clusterOf(this.service).profile.bands;
    const prop = port.label === HEALTH_CHECK_PORT ? port.label : 'nodePort';
    requirePort(nodePort, `${this.service.node.path}, ${namePort(port.label)}`, { staticBand, prop });
    return { ...port, written: nodePort };
  }
}

/** Which port to ask for instead of one that does not exist. */
function useOneOf(names: readonly string[], asked: string): string {
  const known = names.map((name) => JSON.stringify(name));
  if (known.length === 0) return 'Add a port first, with bind()';
  if (known.length === 1) return `Use ${known[0]}`;
  return `${didYouMean(String(asked), names)} Use one of ${known.join(', ')}`.trimStart();
}
