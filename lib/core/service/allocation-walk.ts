import { Claim, ClaimKind, ClaimOwner, HEALTH_CHECK_PORT } from './claim';
import { Fault, PlaceOf } from './field-faults';
import { PortEntry, nameEntryPort } from './port-entry';
import { portRepeated, repeatedBy, repeatedByHealthCheck } from './rules/port-repeated';
import { ServiceManifest } from './service-manifest';

const REPEATED = { code: portRepeated.code, authority: portRepeated.authority };

/** Whose ports they are, and where each is written. */
interface PortOrigin {
  readonly owner: ClaimOwner;
  /** Whether they have to be static, as those of the typed constructs do. */
  readonly demandsStatic: boolean;
  readonly placeOf: PlaceOf;
}

/**
 * The node port allocation of one create request.
 *
 * Entries with the same service port share the number of the first; any other repeated number is refused.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 */
export class AllocationWalk {
  public readonly claims: Claim[] = [];
  public readonly faults: Fault[] = [];
  private readonly holders = new Map<number, PortEntry>();
  private readonly asked: ReadonlyMap<number, number>;

  constructor(
    private readonly manifest: ServiceManifest,
    private readonly origin: PortOrigin,
  ) {
    this.asked = firstAsked(manifest.ports);
  }

  public allocate(): void {
    // By service port; undefined for a number that the API server picks.
    const recorded = new Map<number, number | undefined>();
    for (const entry of this.manifest.ports) {
      if (entry.nodePort === 0 && this.leavesUnset) continue;
      if (!recorded.has(entry.port)) {
        const number = this.asked.get(entry.port);
        this.reserve(entry, number);
        recorded.set(entry.port, number);
      } else if (entry.nodePort !== 0 && entry.nodePort !== recorded.get(entry.port)) {
        this.reserve(entry, entry.nodePort);
      }
    }
    if (this.origin.demandsStatic) this.nameSharers(recorded);
    if (this.manifest.type === 'LoadBalancer' && this.manifest.isLocal) this.reserveHealthCheck();
  }

  /** Whether ports without a number stay without one: only load balancers have this choice. */
  private get leavesUnset(): boolean {
    return this.manifest.type === 'LoadBalancer' && this.manifest.allocatesNodePorts === false;
  }

  /**
   * Records which ports share a number, by name and by their label from before they had one: the lock may know either.
   */
  private nameSharers(recorded: ReadonlyMap<number, number | undefined>): void {
    this.claims.forEach((claim, index) => {
      const sharers = this.manifest.ports.filter(
        ({ port, nodePort }) =>
          port === claim.servicePort &&
          (nodePort === claim.nodePort || (nodePort === 0 && recorded.get(port) === claim.nodePort)),
      );
      this.claims[index] = {
        ...claim,
        sharedBy: sharers.map(nameEntryPort),
        namelessAs: sharers.map(({ port, protocol }) => `${port}/${protocol}`),
      };
    });
  }

  private reserve(entry: PortEntry, nodePort: number | undefined): void {
    const { demandsStatic } = this.origin;
    const owner = portOwner(this.origin, entry);
    if (this.isRepeated(nodePort, owner, (holder, number) => repeatedBy(entry, holder, number))) return;
    if (nodePort !== undefined) this.holders.set(nodePort, entry);
    this.claims.push(claimOf(entry, { nodePort, owner, demandsStatic }));
  }

  /** The health check is allocated last, from the same ports, so it can collide with its own Service too. */
  private reserveHealthCheck(): void {
    const { demandsStatic, owner: service, placeOf } = this.origin;
    const nodePort = this.manifest.healthCheck.nodePort || undefined;
    const owner = { ...service, path: placeOf(-1), port: HEALTH_CHECK_PORT };
    if (this.isRepeated(nodePort, owner, repeatedByHealthCheck)) return;
    this.claims.push({ kind: ClaimKind.HEALTH_CHECK, nodePort, owner, demandsStatic, assigned: false });
  }

  /** Whether another port of the Service has the number already, which is a fault. */
  private isRepeated(
    nodePort: number | undefined,
    owner: ClaimOwner,
    explain: (holder: PortEntry, nodePort: number) => string,
  ): boolean {
    const holder = nodePort === undefined ? undefined : this.holders.get(nodePort);
    if (nodePort === undefined || holder === undefined) return false;
    this.faults.push({ ...REPEATED, owner, nodePort, what: explain(holder, nodePort) });
    return true;
  }
}

/** By service port, the first number that one of its entries asks for. */
function firstAsked(ports: readonly PortEntry[]): Map<number, number> {
  const asked = new Map<number, number>();
  for (const { port, nodePort } of ports) {
    if (nodePort !== 0 && !asked.has(port)) asked.set(port, nodePort);
  }
  return asked;
}

/** The claim of one entry of `spec.ports`. */
export function claimOf(
  { port }: PortEntry,
  { nodePort, owner, demandsStatic }: Pick<Claim, 'nodePort' | 'owner' | 'demandsStatic'>,
): Claim {
  return { kind: ClaimKind.NODE_PORT, nodePort, owner, demandsStatic, assigned: false, servicePort: port };
}

function portOwner({ owner, placeOf }: PortOrigin, entry: PortEntry): ClaimOwner {
  // Spelled out for speed: this runs for every port of an app.
  const { cluster, namespace, service } = owner;
  return { cluster, path: placeOf(entry.index), namespace, service, port: nameEntryPort(entry) };
}
