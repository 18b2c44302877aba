import { ApiObject, IResolver, ResolutionContext } from 'cdk8s';
import { IConstruct } from 'constructs';
import { idOf, leftTokens, replaceTokens, tokenOf, tracesIn } from '../../core/assign/number-token';
import { usageError } from '../../core/findings/finding';

/** The port that a token stands for. */
export interface AwaitedPort {
  /** The static Service, or the reservation. */
  readonly holder: IConstruct;
  /** The number of its service port; undefined for a health check. */
  readonly servicePort?: number;
  /** The place of the port in a reservation. */
  readonly index?: number;
  /** How messages name it. */
  readonly name: string;
  /** The number, or the token, that was written for a protocol which shares its number. */
  readonly sibling?: () => number | undefined;
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
  /** Whether anybody in the process was given a token, who may use it in any app. */
  private static isGiven = false;

  /** Who used a token since this was last emptied. */
  public readonly users = new Set<ApiObject>();

  private readonly own = new Map<number, AwaitedPort>();
  private readonly ports = new Map<number, number>();
  private lookUp?: (port: AwaitedPort) => number | undefined;
  private isInstalled = false;
  private isDraft = false;
  private isResting = false;

  /** `judge` chooses the ports, for who renders an object by itself, before the app was ever validated. */
  constructor(private readonly app: IConstruct, private readonly judge: () => void) {}

  /** Whether no port of the app waits for its number. */
  public get isEmpty(): boolean {
    return this.own.size === 0;
  }

  /** Whether a token may stand anywhere but in the node ports of its own Service. */
  public get mayBeAnywhere(): boolean {
    return PortTokens.isGiven;
  }

  /** Notes that somebody gets a number, who may use it anywhere. */
  public give(number: number): number {
    const id = idOf(number);
    // All is settled while this rests: whoever asks by then, as in a Lazy, gets the port itself.
    const port = this.isResting ? this.portOf(id) : undefined;
    if (port !== undefined) return port;
    if (id !== undefined) PortTokens.isGiven = true;
    return number;
  }

  /** Sees to it that tokens are replaced. In front, since cdk8s asks its resolvers in order and some of its own take numbers. */
  public install(): void {
    if (this.isInstalled) return;
    this.isInstalled = true;
    (this.app as { resolvers?: IResolver[] }).resolvers?.unshift(this);
  }

  /** Spares cdk8s to ask about every value of the app, and returns what ends that; for when no object is left that may have a token. */
  public rest(): () => void {
    const { resolvers } = this.app as { resolvers?: IResolver[] };
    const at = resolvers?.indexOf(this) ?? -1;
    if (resolvers === undefined || at < 0) return () => undefined;
    resolvers.splice(at, 1);
    this.isResting = true;
    return () => {
      this.isResting = false;
      resolvers.splice(at, 0, this);
    };
  }

  /** A number to use in place of a port until that is known. */
  public issue(port: AwaitedPort): number {
    if (this.isResting) {
      const what = 'it is made while the app is synthesized, so no port can be chosen for it any more';
      throw usageError('token-misused', { who: port.name, what, wayOut: 'Make it before app.synth(), and not in a Lazy' });
    }
    this.install();
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

  /** Takes the chosen ports: 0 where there was none to choose, undefined where no manifest has the port. */
  public settle(lookUp: (port: AwaitedPort) => number | undefined): void {
    this.ports.clear();
    this.lookUp = lookUp;
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

  /** What is left of tokens in a rendered object: calculated with, in a key, in a patch, in its name, or of another app. */
  public misusesIn(object: ApiObject, manifest: unknown): Misuse[] {
    // A name stands in other places than manifests, such as the names of files.
    const inName = typeof object.name === 'string' ? tracesIn(object.name, NAMES.length).map((id) => ({ id, at: 'metadata.name', how: 'value' as const })) : [];
    return [...inName, ...leftTokens(manifest, NAMES.length)].map(({ id, at, how }) => {
      const where = how === 'key' ? `a key of ${at || 'the manifest'}` : `${at}${how === 'base64' ? ', in base64,' : ''}`;
      const port = this.ports.get(id);
      return {
        object,
        what: `${where} is made from the node port of ${NAMES[id - 1] ?? 'some Service'} ${this.reasonFor(id)}`,
        wayOut: `Use nodePortOf() unchanged, as a value or inside a text but not in a key, a name or a patch${port ? `, or pin it with nodePort: ${port}` : ''}`,
      };
    });
  }

  private reasonFor(id: number): string {
    if (!this.own.has(id)) return 'of another app';
    return this.portOf(id) === undefined ? 'which no manifest of this app has' : 'before that is known, so the port cannot be put in';
  }

  private portOf(id: number | undefined): number | undefined {
    const awaited = id === undefined ? undefined : this.own.get(id);
    if (id === undefined || awaited === undefined) return undefined;
    if (this.isDraft) return 0;
    if (this.lookUp === undefined) this.judge();
    const port = this.ports.get(id) ?? this.portOfSibling(awaited) ?? this.lookUp?.(awaited);
    if (port !== undefined) this.ports.set(id, port);
    return port;
  }

  private portOfSibling({ sibling }: AwaitedPort): number | undefined {
    const written = sibling?.();
    return written === undefined ? undefined : this.portOf(idOf(written)) ?? written;
  }

  private replace(context: ResolutionContext, value: unknown): void {
    this.users.add(context.obj);
    context.replaceValue(value);
  }
}
