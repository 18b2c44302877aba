import { Claim, ClaimKind, ClaimOwner, HEALTH_CHECK_PORT, serviceKey } from './claim';
import { Fault, fieldFaults } from './field-rules';
import { PortEntry, ServiceManifest, readManifest } from './service-manifest';
import { usualService } from './usual-service';
import { ACCEPT_ANNOTATION, Acceptance } from '../findings/acceptance';

/** Where a Service was written, and what its construct promises. */
export interface ServiceOrigin {
  readonly cluster: string;
  readonly path: string;
  /** Whether it demands static ports, as the typed constructs do. */
  readonly demandsStatic: boolean;
  readonly wishes?: PortWishes;
  /** Where an entry of `spec.ports` has its node port, by its index, -1 for that of the health check; the Service's path where it is left out. */
  readonly placeOf?: (index: number) => string;
}

type PlaceOf = (index: number) => string;

/** What is said of the ports of one Service beside its manifest. */
export interface PortWishes {
  /** The namespace and name that the Service had before; a name alone is one of its own namespace. */
  readonly formerly?: string;
  /** The key of the reservation that it draws from. */
  readonly reservation?: string;
  /** The ports whose number was written, be it as one that is yet to be known. */
  readonly written?: ReadonlySet<string>;
}

/** Whether the number of a claim was written, by any of the ports that share it. */
export function isWritten({ owner, sharedBy = [] }: Claim, wishes: PortWishes | undefined): boolean {
  return [owner.port, ...sharedBy].some((port) => port !== undefined && wishes?.written?.has(port) === true);
}

/** One Service: its claims, in the order in which the API server allocates them, and its own faults. */
export interface ServiceClaims {
  readonly owner: ClaimOwner;
  readonly claims: readonly Claim[];
  /** As the API server meets them: what it cannot decode, allocation, then validation. */
  readonly faults: readonly Fault[];
  readonly acceptances: readonly Acceptance[];
  readonly wishes?: PortWishes;
  /** What it was read from: an update is settled by more than the claims of a create. */
  readonly manifest: ServiceManifest;
}

/** Reads the claims of one rendered Service, walking its ports as the API server does when it creates it. */
export function claimsOf(rendered: unknown, origin: ServiceOrigin): ServiceClaims {
  const usual = origin.demandsStatic ? undefined : usualService(rendered);
  return usual ? usualClaims(usual, origin) : walkedClaims(readManifest(rendered), origin);
}

/** Its one port, which any walk comes to claim. */
function usualClaims(manifest: ServiceManifest, { cluster, path, demandsStatic, placeOf, wishes }: ServiceOrigin): ServiceClaims {
  const { name: service, namespace, ports: [entry] } = manifest;
  const owner: ClaimOwner = { cluster, path, namespace, service };
  const portOf: ClaimOwner = { cluster, path: placeOf === undefined ? path : placeOf(0), namespace, service, port: label(entry) };
  const claims = [claimOf(entry, entry.nodePort === 0 ? undefined : entry.nodePort, portOf, demandsStatic)];
  return { owner, claims, faults: NONE, acceptances: NONE, wishes, manifest };
}

function walkedClaims(manifest: ServiceManifest, origin: ServiceOrigin): ServiceClaims {
  const { cluster, path, demandsStatic, wishes, placeOf = () => path } = origin;
  const owner: ClaimOwner = { cluster, path, namespace: manifest.namespace, service: manifest.name };
  const walk = new AllocationWalk(manifest, owner, demandsStatic, placeOf);
  if (manifest.type === 'NodePort' || manifest.type === 'LoadBalancer') walk.allocate();
  return {
    owner,
    claims: walk.claims,
    faults: undecodable(manifest, owner, placeOf).concat(walk.faults, fieldFaults(manifest, owner, placeOf)),
    acceptances: acceptancesOf(manifest, owner),
    wishes,
    manifest,
  };
}

const NONE: readonly never[] = Object.freeze([]);

function claimOf({ port }: PortEntry, nodePort: number | undefined, owner: ClaimOwner, demandsStatic: boolean): Claim {
  return { kind: ClaimKind.NODE_PORT, nodePort, owner, demandsStatic, assigned: false, servicePort: port };
}

/**
 * The node port allocation of one create request.
 *
 * Entries of one service port share the number of the first of them; anything else that repeats a number is refused.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 */
class AllocationWalk {
  public readonly claims: Claim[] = [];
  public readonly faults: Fault[] = [];
  private readonly holders = new Map<number, PortEntry>();
  private asked?: ReadonlyMap<number, number>;

  constructor(
    private readonly manifest: ServiceManifest,
    private readonly owner: ClaimOwner,
    private readonly demandsStatic: boolean,
    private readonly placeOf: PlaceOf,
  ) {}

  public allocate(): void {
    // By service port; undefined stands for a number that the API server picks.
    const recorded = new Map<number, number | undefined>();
    for (const entry of this.manifest.ports) {
      if (entry.nodePort === 0 && this.manifest.allocatesNodePorts === false) continue;
      if (!recorded.has(entry.port)) {
        const number = this.numberFor(entry);
        this.reserve(entry, number);
        recorded.set(entry.port, number);
      } else if (entry.nodePort !== 0 && entry.nodePort !== recorded.get(entry.port)) {
        this.reserve(entry, entry.nodePort);
      }
    }
    if (this.demandsStatic) this.nameSharers(recorded);
    if (this.manifest.type === 'LoadBalancer' && this.manifest.isLocal) this.reserveHealthCheck();
  }

  /** Notes who shares a number, by name and as it was called before it had one: the lock may know any of them. */
  private nameSharers(recorded: ReadonlyMap<number, number | undefined>): void {
    this.claims.forEach((claim, index) => {
      const sharers = this.manifest.ports.filter(({ port, nodePort }) => port === claim.servicePort
        && (nodePort === claim.nodePort || (nodePort === 0 && recorded.get(port) === claim.nodePort)));
      this.claims[index] = { ...claim, sharedBy: sharers.map(label), namelessAs: sharers.map(({ port, protocol }) => `${port}/${protocol}`) };
    });
  }

  /** The number that an entry asks for, or that another entry of its service port asks for. */
  private numberFor({ port }: PortEntry): number | undefined {
    this.asked ??= firstAsked(this.manifest.ports);
    return this.asked.get(port);
  }

  private reserve(entry: PortEntry, nodePort: number | undefined): void {
    const owner = portOwner(this.owner, entry, this.placeOf);
    const holder = nodePort === undefined ? undefined : this.holders.get(nodePort);
    if (nodePort !== undefined && holder) {
      this.faults.push({ code: 'port-repeated', owner, nodePort, what: repeatedBy(entry, holder, nodePort) });
      return;
    }
    if (nodePort !== undefined) this.holders.set(nodePort, entry);
    this.claims.push(claimOf(entry, nodePort, owner, this.demandsStatic));
  }

  /** The health check comes last, from the same ports, so it collides with its own Service too. */
  private reserveHealthCheck(): void {
    const nodePort = this.manifest.healthCheck.nodePort || undefined;
    const owner = { ...this.owner, path: this.placeOf(-1), port: HEALTH_CHECK_PORT };
    const holder = nodePort === undefined ? undefined : this.holders.get(nodePort);
    if (holder) {
      const what = `node port ${nodePort} is already claimed by its own port "${label(holder)}"; a health check needs a number of its own`;
      this.faults.push({ code: 'port-repeated', owner, nodePort, what });
      return;
    }
    this.claims.push({ kind: ClaimKind.HEALTH_CHECK, nodePort, owner, demandsStatic: this.demandsStatic, assigned: false });
  }
}

/** By service port, the number that the first of its entries with one asks for. */
function firstAsked(ports: readonly PortEntry[]): Map<number, number> {
  const asked = new Map<number, number>();
  for (const { port, nodePort } of ports) {
    if (nodePort !== 0 && !Number.isNaN(port) && !asked.has(port)) asked.set(port, nodePort);
  }
  return asked;
}

/** Says why a number cannot be shared, and that an update would have passed where only a create is refused. */
function repeatedBy(entry: PortEntry, holder: PortEntry, nodePort: number): string {
  const rule = entry.port === holder.port
    ? 'the protocols of one service port share a number only with the first of them'
    : 'a Service shares a number only between protocols of one service port';
  const asymmetry = entry.protocol === holder.protocol ? '' : ' (an update would be taken, a create is refused)';
  return `node port ${nodePort} is already claimed by its own port "${label(holder)}"; ${rule}${asymmetry}`;
}

/** Node ports that are not whole numbers: the API server cannot even decode such a Service. */
function undecodable({ ports, healthCheck }: ServiceManifest, owner: ClaimOwner, placeOf: PlaceOf): Fault[] {
  const fault = (at: ClaimOwner, value: unknown): Fault => (
    { code: 'not-a-port', owner: at, what: `${show(value)} is not a node port; the API server takes whole numbers only` }
  );
  const faults: Fault[] = [];
  for (const entry of ports) if (entry.unreadable !== undefined) faults.push(fault(portOwner(owner, entry, placeOf), entry.unreadable));
  if (healthCheck.unreadable !== undefined) faults.push(fault({ ...owner, path: placeOf(-1), port: HEALTH_CHECK_PORT }, healthCheck.unreadable));
  return faults;
}

/** A value that was found where a number belongs; of a map or a list only that it is one, since it may go round in circles. */
function show(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function acceptancesOf({ annotations }: ServiceManifest, owner: ClaimOwner): readonly Acceptance[] {
  const keys = Object.keys(annotations);
  return keys.length === 0 ? NONE : keys.filter((key) => key.startsWith(ACCEPT_ANNOTATION)).map((key) => {
    const reason = annotations[key];
    return { path: owner.path, service: serviceKey(owner), code: key.slice(ACCEPT_ANNOTATION.length), reason: typeof reason === 'string' ? reason : '' };
  });
}

function portOwner(owner: ClaimOwner, entry: PortEntry, placeOf: PlaceOf): ClaimOwner {
  // Written out, since this is made for every port of an app.
  const { cluster, namespace, service } = owner;
  return { cluster, path: placeOf(entry.index), namespace, service, port: label(entry) };
}

/** What messages call a port: its name, or its number and protocol. */
function label({ name, port, protocol }: PortEntry): string {
  return name || `${port}/${protocol}`;
}
