import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { usageErrorInAppLanguage } from './app-language';
import { Cluster, clusterOf, foreignClaimsOf, lockSectionOf } from './cluster';
import { settlementOf } from './cluster-settlement';
import { declaredClaims, draftedClaims } from './declared-claims';
import { reservationsOf } from './reservations';
import { StaticPort, StaticPorts, isOfServicePort } from './static-ports';
import { ClaimsByObject, ServiceObject, serviceObjectOf, surveyOf } from './synthesized-services';
import { drawnFrom } from '../../core/assign/reservation';
import { Settlement } from '../../core/assign/settlement';
import { Ledger } from '../../core/ledger/ledger';
import { LockRecord } from '../../core/lock/lock-record';
import { judge } from '../../core/rules/judge';
import { reservationFull } from '../../core/rules/reservation-full';
import { staticBandFull } from '../../core/rules/static-band-full';
import { Claim, ownerKey } from '../../core/service/claim';
import { namePort } from '../../core/service/owner-names';
import { ServiceClaims } from '../../core/service/service-claims';

/**
 * Chooses numbers while an app is still being built: those that it would get if it were synthesized as it is now.
 */
export class EarlyChoice {
  /** What Services claimed when first rendered; judging checks whether that changed. */
  private readonly drafts = new WeakMap<ApiObject, readonly ServiceClaims[]>();
  private isDrafting = false;

  constructor(
    private readonly root: IConstruct,
    private readonly draft: <T>(work: () => T) => T,
  ) {}

  /** The number for a port of a static Service. Throws `static-band-full` or `reservation-full` if none is free. */
  public portFor({ service }: StaticPorts, port: StaticPort): number {
    const object = serviceObjectOf(ApiObject.of(service));
    const claim = this.ownClaim(object, port);
    const known = claim.nodePort ?? lockedPortOf(object, claim);
    if (known !== undefined) return known;

    const { cluster, wishes, path } = object;
    const claims = this.claimsAround(cluster, object);
    const settlement = settlementOf(cluster, claims);
    const nodePort = settlement?.ports.get(ownerKey(claim.owner));
    const reservations = reservationsOf(cluster);
    const source = drawnFrom(claim.owner, wishes?.reservation, reservations);
    // A Service whose reservation found no block is not reported itself.
    if (nodePort === undefined) {
      throw noneLeft(source === undefined ? [path] : [path, source], cluster, claims, settlement);
    }
    const drawn = reservations.find(({ key }) => key === source);
    // A number from a block stays put only if the block does.
    if (drawn) drawn.given = settlement?.blocks.get(drawn.key);
    return nodePort;
  }

  /** The ports of a reservation. Throws `reservation-full` if too few consecutive ports are free. */
  public blockFor(construct: IConstruct): readonly number[] {
    const cluster = clusterOf(construct);
    const { path } = construct.node;
    const claims = this.claimsAround(cluster);
    const settlement = settlementOf(cluster, claims);
    const block = settlement?.blocks.get(path);
    if (block === undefined) throw noneLeft([path], cluster, claims, settlement);
    for (const each of reservationsOf(cluster)) if (each.construct === construct) each.given = block;
    return block;
  }

  /** What a Service claims for one of its ports; a patch may have pinned it. Throws `port-unknown` if it has none. */
  private ownClaim(object: ServiceObject, { label, servicePort }: StaticPort): Claim {
    const claim = this.claimsOf(object)
      .flatMap(({ claims }) => claims)
      .find(isOfServicePort(servicePort));
    if (claim) return claim;
    throw usageErrorInAppLanguage('port-unknown', {
      who: object.path,
      what: `its manifest has no node port for ${namePort(label)}, by its type or a patch`,
      wayOut: 'Remove the patch, or do not ask for this port',
    });
  }

  /** The claims of a cluster as they are now, and those of an object that may no longer be part of the app. */
  private claimsAround({ scope }: Cluster, own?: ServiceObject): ClaimsByObject {
    const others = surveyOf(this.root).objects.filter(
      ({ cluster, object }) => cluster.scope === scope && object !== own?.object,
    );
    return new Map([...others, ...(own ? [own] : [])].map((object) => [object, this.claimsOf(object)]));
  }

  private claimsOf(object: ServiceObject): readonly ServiceClaims[] {
    if (object.wishes) return this.draft(() => declaredClaims(object));
    const known = this.drafts.get(object.object);
    // Rendering can itself ask for a number, through a Lazy.
    if (known || this.isDrafting) return known ?? [];
    this.isDrafting = true;
    const claims = draftedClaims(object);
    this.isDrafting = false;
    this.drafts.set(object.object, claims);
    return claims;
  }
}

/** The port that the lock has for an owner under its present name: nothing in the app can change it. */
function lockedPortOf({ cluster, wishes }: ServiceObject, claim: Claim): number | undefined {
  if (wishes?.formerly !== undefined || wishes?.reservation !== undefined) return undefined;
  return new LockRecord(lockSectionOf(cluster), new Set()).liveEntryOf(claim)?.nodePort;
}

/**
 * Why nothing was chosen: what judging would report.
 *
 * @param paths what the finding may be about: the Service that asks and its reservation, in this order
 */
function noneLeft(paths: readonly string[], cluster: Cluster, claims: ClaimsByObject, settlement?: Settlement): Error {
  const numbered = (claim: Claim): Claim => ({
    ...claim,
    nodePort: claim.nodePort ?? settlement?.ports.get(ownerKey(claim.owner)),
  });
  const services = [...claims.values()].flat().map((each) => ({ ...each, claims: each.claims.map(numbered) }));
  const others = [...cluster.taken, ...foreignClaimsOf(cluster)];
  const ledger = new Ledger(cluster.profile, services, others, {
    settlement,
    reservations: reservationsOf(cluster),
    lock: lockSectionOf(cluster),
    lockFile: cluster.lock?.file.path,
  });
  const full = judge(ledger, { path: cluster.home.node.path }).filter(
    ({ code }) => code === staticBandFull.code || code === reservationFull.code,
  );
  const [found] = paths.flatMap((path) => full.find((each) => each.path === path) ?? []);
  if (found) return new Error(`[${found.path}] ${found.message}`);
  return usageErrorInAppLanguage(staticBandFull, {
    who: paths[0],
    what: 'no static port was found for it',
    wayOut: 'Remove this call and synthesize, to see every finding',
  });
}
