import { Claim, ClaimKind, compareClaims } from './claim';
import { ClusterProfile } from './cluster-profile';
import { candidatesIn } from './popular-ports';
import { PortRange } from './port-range';
import { ServiceClaims } from './service-claims';

/** All claims of one cluster. */
export class Ledger {
  /** Every claim: those with a number first, by number, then those that the API server will choose one for. */
  public readonly claims: readonly Claim[];
  /** The claims of each number that is asked for, ports in ascending order. */
  public readonly byPort: ReadonlyMap<number, readonly Claim[]>;

  constructor(
    public readonly profile: ClusterProfile,
    public readonly services: readonly ServiceClaims[],
    public readonly taken: readonly Claim[] = [],
  ) {
    const all = [...taken, ...services.flatMap((service) => service.claims)];
    this.claims = all.sort((a, b) => (a.nodePort ?? Infinity) - (b.nodePort ?? Infinity) || compareClaims(a, b));
    this.byPort = groupByPort(this.claims);
  }

  /** How many claims wait for the API server to pick their number. */
  public get dynamicCount(): number {
    return this.claims.filter((claim) => claim.nodePort === undefined).length;
  }

  /** How many ports of a band nobody has claimed by number. */
  public freeIn(band: PortRange): number {
    return band.size - [...this.byPort.keys()].filter((port) => band.contains(port)).length;
  }
}

/** Free static ports to propose: each is proposed once, so that following every advice of a run leads to no new clash. */
export class FreeStaticPorts {
  private readonly free: Set<number>;

  constructor(private readonly ledger: Ledger) {
    const { staticBand } = ledger.profile.bands;
    this.free = new Set([...candidatesIn(staticBand, staticBand.first)].filter((port) => !ledger.byPort.has(port)));
  }

  /** The next free static port after a given one, starting over at the end of the band; undefined when the band is full. */
  public after(port: number): number | undefined {
    if (this.free.size === 0) return undefined;
    const { staticBand } = this.ledger.profile.bands;
    const start = staticBand.contains(port) ? port + 1 : staticBand.first;
    for (const candidate of candidatesIn(staticBand, start)) {
      if (this.free.delete(candidate)) return candidate;
    }
    return undefined;
  }
}

/** The claim of a port that something outside the app holds. */
export function takenClaim(cluster: string, path: string, nodePort: number, reason: string): Claim {
  return { kind: ClaimKind.TAKEN, nodePort, owner: { cluster, path, reason }, demandsStatic: false };
}

function groupByPort(claims: readonly Claim[]): Map<number, Claim[]> {
  const groups = new Map<number, Claim[]>();
  for (const claim of claims) {
    if (claim.nodePort === undefined) continue;
    const group = groups.get(claim.nodePort);
    if (group) group.push(claim);
    else groups.set(claim.nodePort, [claim]);
  }
  return groups;
}
