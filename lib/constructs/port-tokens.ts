import { ApiObject, IResolver, ResolutionContext } from 'cdk8s';
import { IConstruct } from 'constructs';
import { idOf, leftTokens, replaceTokens, tokenOf } from '../core/number-token';

/** The port that a token stands for. */
export interface AwaitedPort {
  /** The static Service, or the reservation. */
  readonly service: IConstruct;
  /** The number of its service port; undefined for its health check. */
  readonly servicePort?: number;
  /** The place of the port in the block of a reservation. */
  readonly reservation?: number;
  /** How messages name it. */
  readonly name: string;
}

/** Something that a manifest says with a token in a place where no port can be put in. */
export interface Misuse {
  readonly object: ApiObject;
  readonly what: string;
  readonly wayOut: string;
}

/** The name of every token of the process, so that one which strays into another app is known by it. */
const NAMES: string[] = [];

/**
 * The numbers of one app that stand for node ports which are not known yet, and the resolver that puts the ports in.
 *
 * While ports are still to be chosen, a token reads as 0: a port that is unset.
 */
export class PortTokens implements IResolver {
  /** Who used a token since this was last emptied. */
  public readonly users = new Set<ApiObject>();

  private readonly own = new Map<number, AwaitedPort>();
  private ports: ReadonlyMap<number, number> = new Map();
  private isDraft = false;

  constructor(private readonly app: IConstruct) {}

  /** Whether any port of the app waits for its number. */
  public get isEmpty(): boolean {
    return this.own.size === 0;
  }

  /** A number to use in place of a port until that is known. */
  public issue(port: AwaitedPort): number {
    if (this.isEmpty) this.install();
    NAMES.push(port.name);
    this.own.set(NAMES.length, port);
    return tokenOf(NAMES.length);
  }

  /** Renders while ports are still to be chosen. */
  public draft<T>(work: () => T): T {
    this.isDraft = true;
    try {
      return work();
    } finally {
      this.isDraft = false;
    }
  }

  /** Tells every port that was chosen: 0 where there was none to choose, undefined where no manifest has the port. */
  public settle(portOf: (port: AwaitedPort) => number | undefined): void {
    const ports = new Map<number, number>();
    for (const [id, awaited] of this.own) {
      const port = portOf(awaited);
      if (port !== undefined) ports.set(id, port);
    }
    this.ports = ports;
  }

  /** Puts ports in the place of tokens; what is no whole token is left for `misusesIn` to find. */
  public resolve(context: ResolutionContext): void {
    const { value } = context;
    if (typeof value === 'number') {
      const port = value > 65535 ? this.portOf(idOf(value)) : undefined;
      if (port !== undefined) this.replace(context, port);
    } else if (typeof value === 'string') {
      const text = replaceTokens(value, (id) => this.portOf(id));
      if (text !== value) this.replace(context, text);
    }
  }

  /** What is left of tokens in a rendered object: calculated with, in a key, in a patch, or of another app. */
  public misusesIn(object: ApiObject, manifest: unknown): Misuse[] {
    return leftTokens(manifest).filter(({ id }) => NAMES[id - 1] !== undefined).map(({ id, at, how }) => {
      const where = how === 'key' ? `a key of ${at || 'the manifest'}` : `${at}${how === 'base64' ? ', in base64,' : ''}`;
      const port = this.ports.get(id);
      return {
        object,
        what: `${where} is made from the node port of ${NAMES[id - 1]} ${this.reasonFor(id)}`,
        wayOut: `Use nodePortOf() unchanged, as a value or inside a text but not in a key or a patch${port ? `, or pin it with nodePort: ${port}` : ''}`,
      };
    });
  }

  /** In front, since cdk8s asks its resolvers in order and some of its own take numbers. */
  private install(): void {
    (this.app as { resolvers?: IResolver[] }).resolvers?.unshift(this);
  }

  private reasonFor(id: number): string {
    if (!this.own.has(id)) return 'of another app';
    return this.ports.has(id) ? 'before that is known, so the port cannot be put in' : 'which no manifest of this app has';
  }

  private portOf(id: number | undefined): number | undefined {
    if (id === undefined || !this.own.has(id)) return undefined;
    return this.isDraft ? 0 : this.ports.get(id);
  }

  private replace(context: ResolutionContext, value: unknown): void {
    this.users.add(context.obj);
    context.replaceValue(value);
  }
}
