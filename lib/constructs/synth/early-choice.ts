import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { usageError } from './app-language';
import { Cluster, clusterOf, lockSectionOf } from './cluster';
import { declaredClaims } from './declared-claims';
import { givenBlocksOf, giveBlock, reservationsOf } from './reservations';
import { StaticPort, StaticPorts, isOfServicePort } from './static-ports';
import { ServiceObject, claimsIn, objectOf, surveyOf } from './synthesized-services';
import { Reservation, drawnFrom } from '../../core/assign/reservation';
import { Settlement, settle } from '../../core/assign/settlement';
import { Ledger } from '../../core/ledger/ledger';
import { LockEntry, LockSection, LockState, isEntryOf } from '../../core/lock/lock';
import { LockRecord } from '../../core/lock/lock-record';
import { judge } from '../../core/rules/judge';
import { Claim, ClaimKind, isAwaiting, namePort, ownerKey, serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** What a choice is for: a port of a Service, or only the blocks of reservations. */
interface Asked {
  readonly cluster: Cluster;
  readonly own?: { readonly service: ServiceClaims; readonly claim: Claim; readonly given?: number };
  /** Whether ports that the lock keeps for owners not yet in the app may be used. */
  readonly isLastResort?: boolean;
}

/** Chooses numbers while an app is still being built, from what is free among everything declared so far. */
export class EarlyChoice {
  /** What Services claimed when first rendered; judging checks whether that changed. */
  private readonly drafts = new WeakMap<ApiObject, readonly ServiceClaims[]>();
  private isDrafting = false;

  constructor(
    private readonly root: IConstruct,
    private readonly draft: <T>(work: () => T) => T,
  ) {}

  /** The number for a port of a static Service. Throws `static-band-full` or `reservation-full` if none is free. */
  public portFor(ports: StaticPorts, port: StaticPort): number {
    const object = objectOf(ports.service);
    const own = this.ownClaim(object, port);
    const { claim } = own;
    // A patch may have pinned it.
    if (claim.nodePort !== undefined) return claim.nodePort;
    const { cluster, wishes } = object;
    const isPlain = wishes?.formerly === undefined && wishes?.reservation === undefined;
    const locked = isPlain ? new LockRecord(lockSectionOf(cluster), new Set()).liveEntryOf(claim) : undefined;
    if (locked) return locked.nodePort;

    const asked = { cluster, own: { ...own, given: ports.given.get(port.servicePort)?.nodePort } };
    const key = ownerKey(claim.owner);
    const first = this.settle(asked);
    // As a last resort, use a locked port of a Service that is not in the app yet: most likely it was removed.
    const settlement = first.ports.has(key) ? first : this.settle({ ...asked, isLastResort: true });
    const nodePort = settlement.ports.get(key);
    if (nodePort === undefined) throw this.noneLeft(asked, settlement);
    const drawn = drawnFrom(claim.owner, wishes?.reservation, reservationsOf(this.root, cluster));
    // A number from a block stays put only if the block does.
    if (drawn !== undefined) giveBlock(this.root, drawn, settlement.blocks.get(drawn) ?? []);
    return nodePort;
  }

  /** The ports of a reservation. Throws `reservation-full` if too few consecutive ports are free. */
  public blockFor(reservation: IConstruct): readonly number[] {
    const cluster = clusterOf(reservation);
    const key = reservation.node.path;
    const settlement = this.settle({ cluster });
    const block = settlement.blocks.get(key);
    if (block === undefined) throw this.noneLeft({ cluster }, settlement);
    giveBlock(this.root, key, block);
    return block;
  }

  /** What a Service claims for one of its ports. Throws `port-unknown` if patches remove the claim. */
  private ownClaim(
    object: ServiceObject,
    { label, servicePort }: StaticPort,
  ): { readonly service: ServiceClaims; readonly claim: Claim } {
    for (const service of this.draft(() => declaredClaims(object))) {
      const claim = service.claims.find(isOfServicePort(servicePort));
      if (claim) return { service, claim };
    }
    throw usageError('port-unknown', {
      who: object.path,
      what: `its manifest has no node port for ${namePort(label)}, by its type or a patch`,
      wayOut: 'Remove the patch, or do not ask for this port',
    });
  }

  private settle(asked: Asked): Settlement {
    const { cluster, own } = asked;
    const services = this.servicesBeside(asked);
    return settle({
      profile: cluster.profile,
      services,
      others: this.othersBeside(asked, services),
      reservations: reservationsOf(this.root, cluster),
      lock: lockSectionOf(cluster),
      given: {
        ports: new Map(own?.given === undefined ? [] : [[ownerKey(own.claim.owner), own.given]]),
        blocks: givenBlocksOf(this.root, cluster),
      },
    });
  }

  /** Every Service with its own explicit numbers, and the one that is being asked about. */
  private servicesBeside({ cluster, own }: Asked): ServiceClaims[] {
    const objects = surveyOf(this.root).objects.filter((object) => object.cluster.scope === cluster.scope);
    const others = objects
      .flatMap((object) => this.claimsOf(object))
      .map((service) => ({ ...service, claims: service.claims.filter((claim) => !isAwaiting(claim)) }));
    return own ? [...others, { ...own.service, claims: [own.claim] }] : others;
  }

  private claimsOf(object: ServiceObject): readonly ServiceClaims[] {
    if (object.wishes) return this.draft(() => declaredClaims(object));
    const known = this.drafts.get(object.object);
    // Rendering can itself ask for a number, through a Lazy.
    if (known || this.isDrafting) return known ?? [];
    this.isDrafting = true;
    try {
      this.drafts.set(object.object, claimsIn(object.object.toJson(), object));
    } catch {
      this.drafts.set(object.object, []);
    } finally {
      this.isDrafting = false;
    }
    return this.drafts.get(object.object) ?? [];
  }

  /** What is taken outside the app, handed out already, or locked for owners that may still be added. */
  private othersBeside({ cluster, own, isLastResort = false }: Asked, services: readonly ServiceClaims[]): Claim[] {
    const {
      profile: { name },
      taken,
      foreign,
    } = cluster;
    const given = StaticPorts.in(this.root)
      .filter(({ service }) => clusterOf(service).scope === cluster.scope)
      .flatMap(({ service, given: numbers }) =>
        [...numbers]
          .filter(
            ([servicePort]) => own?.claim.owner.path !== service.node.path || own.claim.servicePort !== servicePort,
          )
          .map(([, { nodePort }]) => nodePort),
      );
    const present = new Set(services.map(({ owner }) => serviceKey(owner)));
    const locked = lockedEntries(lockSectionOf(cluster), reservationsOf(this.root, cluster))
      .filter((entry) => own === undefined || !isEntryOf(entry, own.claim))
      .filter(({ service }) => !isLastResort || service === undefined || present.has(service))
      .map(({ nodePort }) => nodePort);
    return [...taken, ...foreign, ...[...given, ...locked].map((nodePort) => claimOfOther(name, nodePort))];
  }

  private noneLeft(asked: Asked, settlement: Settlement): Error {
    const { profile, home } = asked.cluster;
    const reservations = reservationsOf(this.root, asked.cluster);
    const services = this.servicesBeside(asked);
    const ledger = new Ledger(profile, services, this.othersBeside(asked, services), { settlement, reservations });
    const full = judge(ledger, { path: home.node.path }).find(
      ({ code }) => code === 'static-band-full' || code === 'reservation-full',
    );
    return new Error(`[${full?.path}] ${full?.message}`);
  }
}

/** The ports that the lock keeps for owners, except those that a reservation of the app already holds. */
function lockedEntries(section: LockSection | undefined, reservations: readonly Reservation[]): LockEntry[] {
  const isDeclared = (key: string | undefined) =>
    reservations.some((each) => each.key === key || each.formerly === key);
  const isKept = ({ state, reservation }: LockEntry) =>
    state !== LockState.RETIRED && !(state === LockState.RESERVED && isDeclared(reservation));
  return (section?.entries ?? []).filter(isKept);
}

function claimOfOther(cluster: string, nodePort: number): Claim {
  return { kind: ClaimKind.TAKEN, nodePort, owner: { cluster, path: '' }, demandsStatic: false, assigned: false };
}
