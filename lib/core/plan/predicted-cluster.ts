import { MergeDoubt, mergeDoubts } from './merge-doubts';
import { ServiceRequest, Slot, creationOf, keepsOmitted, reservesPorts, updateOf } from './service-request';
import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';
import { Authority } from '../findings/finding-kind';
import { HeldService, heldServices, numbersOf } from '../live/held-service';
import { Snapshot } from '../live/snapshot';
import { Fault } from '../service/field-faults';
import { ServiceClaims } from '../service/service-claims';
import { ServiceManifest } from '../service/service-manifest';

/** Numbers from here on stand for picks of the API server: nobody knows them, but each is held once. */
const FIRST_PICK = 2 ** 32;

/** Why the API server will refuse a request. */
export interface Refusal {
  /** The HTTP status of its answer. */
  readonly status: number;
  /** What it says, as far as that is about node ports. */
  readonly error: string;
  readonly code?: string;
  readonly nodePort?: number;
  /** Whether a pick of the API server may happen to be just what is wanted. */
  readonly unlessLucky?: boolean;
}

/** A request that succeeds unless luck is against it. */
export interface Risk {
  readonly service: string;
  readonly nodePort: number;
  readonly because: string;
  /** Whether applying on the server side does not have that risk. */
  readonly isServerSideSure?: boolean;
}

/** What a cluster will hold while requests come in, as far as that can be known without asking it. */
export class PredictedCluster {
  /** A cluster that holds what a snapshot says. */
  public static of(snapshot: Snapshot, profile: ClusterProfile): PredictedCluster {
    return new PredictedCluster(profile, heldServices(snapshot));
  }

  public readonly risks: Risk[] = [];
  private readonly services: Map<string, HeldService>;
  /** The allocator's own memory: numbers of the range, and picks. It is blind to who holds a number. */
  private readonly marked = new Set<number>();
  private readonly picks = new Map<number, { readonly service: string; readonly reach: PortRange }>();
  private readonly shared = new Set<number>();
  /** Numbers that were let go of, unless the way of applying keeps them, and by whom. */
  private readonly lingering = new Map<number, { readonly service: string; readonly isServerSideSure: boolean }>();
  private nextPick = FIRST_PICK;

  private constructor(private readonly profile: ClusterProfile, services: ReadonlyMap<string, HeldService>) {
    this.services = new Map(services);
    for (const held of services.values()) {
      for (const number of numbersOf(held)) {
        if (this.marked.has(number)) this.shared.add(number);
        if (profile.range.contains(number)) this.marked.add(number);
      }
    }
  }

  /** What a Service holds; undefined where there is no such Service. */
  public find(service: string): HeldService | undefined {
    return this.services.get(service);
  }

  /** Creates or updates a Service. A refusal changes nothing. */
  public apply(key: string, claims: ServiceClaims): Refusal | undefined {
    const { manifest } = claims;
    const held = this.services.get(key);
    const request = requestFor(manifest, held, this.profile);
    const unreadable = claims.faults.find(({ code }) => code === 'not-a-port');
    if (unreadable) return { status: 400, error: unreadable.what, code: unreadable.code };

    const numbers = new Map<Slot, number>();
    const refusal = this.allocate(key, request, numbers) ?? this.validate(claims, request, held);
    if (refusal) {
      for (const number of numbers.values()) this.release(number);
      return refusal;
    }
    const next = toHeld(manifest, request, numbers, this.profile.minor, held?.isApplied ?? true);
    this.store(key, held, next);
    if (held) this.doubt(key, mergeDoubts(manifest, held, next));
    return undefined;
  }

  /** Notes what `kubectl apply` may make of it otherwise. */
  private doubt(key: string, doubts: readonly MergeDoubt[]): void {
    for (const { nodePort, ownRisk, isServerSideSure } of doubts) {
      if (ownRisk !== undefined) this.risks.push({ service: key, nodePort, because: ownRisk, isServerSideSure });
      this.lingering.set(nodePort, { service: key, isServerSideSure });
    }
  }

  /** Deletes a Service. */
  public remove(key: string): void {
    for (const number of numbersOf(this.services.get(key))) this.release(number);
    for (const [number, { service }] of this.lingering) if (service === key) this.lingering.delete(number);
    this.services.delete(key);
  }

  /** Edits a live Service: gives it other numbers, and takes its health check away. */
  public moveAside(key: string, moves: ReadonlyMap<number, number>, dropsHealthCheck: boolean): Refusal | undefined {
    const held = this.services.get(key);
    if (!held) return { status: 404, error: `services "${key}" not found` };
    for (const to of moves.values()) {
      const refusal = this.reserve(key, to);
      if (refusal) return refusal;
    }
    const ports = held.ports.map((port) => ({ ...port, nodePort: moves.get(port.nodePort) ?? port.nodePort }));
    this.store(key, held, { ...held, ports, healthCheck: dropsHealthCheck ? undefined : held.healthCheck });
    return undefined;
  }

  private allocate(key: string, { slots, repeated }: ServiceRequest, numbers: Map<Slot, number>): Refusal | undefined {
    for (const slot of slots) {
      const refusal = slot.nodePort === undefined ? this.pick(key, slot, numbers) : this.reserve(key, slot.nodePort);
      if (refusal) return worded(refusal, slot, key);
      if (slot.nodePort !== undefined) numbers.set(slot, slot.nodePort);
    }
    if (!repeated) return undefined;
    return { status: 500, error: `duplicate nodePort: {${repeated.protocol} ${repeated.slot.nodePort}}`, code: 'port-repeated', nodePort: repeated.slot.nodePort };
  }

  private reserve(service: string, nodePort: number): Refusal | undefined {
    const { range } = this.profile;
    if (!range.contains(nodePort)) return { status: 422, code: 'outside-range', nodePort, error: `provided port is not in the valid range. The range of valid ports is ${range}` };
    if (this.marked.has(nodePort) || this.freeCount === 0) return { status: 422, code: 'port-taken', nodePort, error: 'provided port is already allocated' };
    const former = this.lingering.get(nodePort);
    if (former !== undefined && former.service !== service) {
      const because = `${former.service} may keep it, since kubectl apply leaves alone what it does not know to have written`;
      this.risks.push({ service, nodePort, because, isServerSideSure: former.isServerSideSure });
    }
    if (this.shared.has(nodePort)) {
      this.risks.push({ service, nodePort, because: 'several Services hold it at present, and the API server may take a few minutes to see who still does' });
    }
    const pick = [...this.picks.values()].find(({ reach }) => reach.contains(nodePort));
    if (pick) this.risks.push({ service, nodePort, because: `the API server picks a number for ${pick.service} first, and may pick this one` });
    this.marked.add(nodePort);
    return undefined;
  }

  private pick(service: string, slot: Slot, numbers: Map<Slot, number>): Refusal | undefined {
    if (this.freeCount === 0) return { status: 500, code: 'range-full', error: 'range is full' };
    const number = this.nextPick++;
    this.picks.set(number, { service, reach: this.reachOfPick() });
    this.marked.add(number);
    numbers.set(slot, number);
    return undefined;
  }

  /** Where a pick can land: in the dynamic band, unless nothing keeps it there or the band may be full. */
  private reachOfPick(): PortRange {
    const { bands: { dynamicBand: band }, range, unprotected } = this.profile;
    if (!band || unprotected) return range;
    let held = this.picks.size;
    for (const number of this.marked) if (band.contains(number)) held++;
    return held < band.size ? band : range;
  }

  /** What the API server's validation says, once every number is allocated. */
  private validate({ owner, faults }: ServiceClaims, request: ServiceRequest, held: HeldService | undefined): Refusal | undefined {
    const fault = faults.find((each) => this.isRefused(each, held));
    if (fault) return { status: 422, error: fault.what, code: fault.code, nodePort: fault.nodePort };
    if (!request.changesHealthCheck) return undefined;
    const nodePort = request.healthCheck?.nodePort;
    const unlessLucky = nodePort !== undefined && this.picks.get(held?.healthCheck ?? 0)?.reach.contains(nodePort);
    return { status: 422, error: `Service "${owner.service}" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable`, nodePort, unlessLucky };
  }

  private isRefused({ code, authority, lastMinor, nodePort = 0 }: Fault, held: HeldService | undefined): boolean {
    const { minor } = this.profile;
    // What a create may not share, the allocation has met already; an update may.
    if (authority !== Authority.API_SERVER || code === 'port-repeated') return false;
    if (lastMinor !== undefined && (minor === undefined || minor > lastMinor)) return false;
    // So is a flag that stays while the type lets go of it, as far as the snapshot shows that it was there.
    if (code === 'allocate-flag-not-allowed' && held?.reserves && !held.keepsOmitted) return false;
    // A number that stays in the manifest while the type lets go of it is wiped, not refused.
    if (code === 'node-port-not-allowed' && held?.reserves) return !held.ports.some((port) => port.nodePort === nodePort);
    if (code === 'health-check-port-not-allowed' && held?.healthCheck !== undefined) return held.healthCheck !== nodePort;
    return true;
  }

  private store(key: string, held: HeldService | undefined, next: HeldService): void {
    const kept = new Set(numbersOf(next));
    if (held?.reserves) for (const number of numbersOf(held)) if (!kept.has(number)) this.release(number);
    this.services.set(key, next);
  }

  private release(number: number): void {
    this.marked.delete(number);
    this.picks.delete(number);
  }

  private get freeCount(): number {
    return this.profile.range.size - this.marked.size;
  }
}

/** What a create or an update of a Service asks for, given what the cluster holds of it. */
export function requestFor(manifest: ServiceManifest, held: HeldService | undefined, { minor }: ClusterProfile): ServiceRequest {
  return held ? updateOf(manifest, held, minor) : creationOf(manifest);
}

function toHeld(
  manifest: ServiceManifest,
  request: ServiceRequest,
  numbers: ReadonlyMap<Slot, number>,
  minor: number | undefined,
  isApplied: boolean,
): HeldService {
  const { ports, healthCheck } = request;
  // A slot that was not allocated is a number that the Service had already.
  const numberOf = (slot: Slot): number => numbers.get(slot) ?? slot.nodePort ?? 0;
  return {
    ports: ports.map(({ name, servicePort, protocol, slot }) => ({ name, servicePort, protocol, nodePort: numberOf(slot) })),
    healthCheck: healthCheck && numberOf(healthCheck),
    reserves: reservesPorts(manifest),
    isApplied,
    keepsOmitted: keepsOmitted(manifest, minor),
  };
}

function worded({ error, ...refusal }: Refusal, { index, nodePort }: Slot, key: string): Refusal {
  const name = key.slice(key.indexOf('/') + 1);
  if (index < 0) {
    const what = nodePort === undefined ? 'a HealthCheck NodePort 0' : `requested HealthCheck NodePort ${nodePort}`;
    return { ...refusal, status: 500, error: `Internal error occurred: failed to allocate ${what}: ${error}` };
  }
  if (nodePort === undefined) return { ...refusal, error: `Internal error occurred: failed to allocate a nodePort: ${error}` };
  return { ...refusal, error: `Service "${name}" is invalid: spec.ports[${index}].nodePort: Invalid value: ${nodePort}: ${error}` };
}
