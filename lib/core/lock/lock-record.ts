import { LockEntry, LockSection, LockState, entryKeys } from './lock';
import { compareText } from '../findings/place';
import { Claim, ClaimOwner, formerOwner, ownerKeys, serviceKey } from '../service/claim';

/** Answers questions about the lock of one cluster: who has what. */
export class LockRecord {
  private readonly entries: readonly LockEntry[];
  private readonly byOwner = new Map<string, LockEntry>();

  /**
   * @param section its section of the lock; undefined if there is none yet
   * @param present the Services of the app, by namespace and name
   */
  constructor(
    section: LockSection | undefined,
    private readonly present: ReadonlySet<string>,
  ) {
    this.entries = section?.entries ?? [];
    // If one owner has several ports, its current port comes before those that it left, and newer ones before older
    // ones.
    for (const entry of [...this.entries].sort(byAge)) {
      for (const key of entryKeys(entry)) if (!this.byOwner.has(key)) this.byOwner.set(key, entry);
    }
  }

  /**
   * The entry of an owner, under any of its names; otherwise the entry of its former Service, unless that still exists.
   * If the owner got another port before its former name was declared, it gets the former port back, provided that is
   * still free.
   */
  public entryOf(claim: Claim, formerly: string | undefined): LockEntry | undefined {
    const own = this.entryUnder(ownerKeys(claim));
    const former = formerly === undefined ? undefined : this.formerEntryOf(claim, formerly);
    const isLate = own?.state === LockState.ASSIGNED && former?.state === LockState.RETIRED;
    return isLate ? former : (own ?? former);
  }

  /** The entry of an owner whose port is in use, under any of its names. */
  public liveEntryOf(claim: Claim): LockEntry | undefined {
    const own = this.entryUnder(ownerKeys(claim));
    return own?.state === LockState.RETIRED ? undefined : own;
  }

  /** Whether a port is in the lock. */
  public has(port: number): boolean {
    return this.entries.some(({ nodePort }) => nodePort === port);
  }

  /** The state of a port that is in the lock as part of a reservation, or of one that was. */
  public stateIn(reservation: string, port: number): LockState | undefined {
    return this.entries.find((entry) => entry.nodePort === port && entry.reservation === reservation)?.state;
  }

  /** Whether a port belongs to a Service in the app. */
  public isHeld(port: number): boolean {
    const entry = this.entries.find(({ nodePort }) => nodePort === port);
    return entry?.service !== undefined && entry.state !== LockState.RETIRED && this.present.has(entry.service);
  }

  /** Whether the Service of an owner is no longer in the app. */
  public isGone(owner: ClaimOwner): boolean {
    return !this.present.has(serviceKey(owner));
  }

  /** The ports of a reservation in ascending order, up to the first gap. */
  public blockOf(key: string, formerly: string | undefined): number[] {
    const own = this.portsOf(key);
    const ports = own.length > 0 || formerly === undefined ? own : this.portsOf(formerly);
    return ports.filter((port, index) => port === ports[0] + index);
  }

  /** The locked ports whose owners are gone, that is, those not in `taken`; longest gone first. */
  public withoutOwner(taken: ReadonlySet<number>): number[] {
    return [...this.entries]
      .sort(byAge)
      .reverse()
      .map(({ nodePort }) => nodePort)
      .filter((port) => !taken.has(port));
  }

  private formerEntryOf(claim: Claim, formerly: string): LockEntry | undefined {
    const owner = formerOwner(claim.owner, formerly);
    return this.isGone(owner) ? this.entryUnder(ownerKeys({ ...claim, owner })) : undefined;
  }

  /** Among several entries, prefers one that is in use. */
  private entryUnder(keys: readonly string[]): LockEntry | undefined {
    const entries = keys.map((key) => this.byOwner.get(key)).filter((entry) => entry !== undefined);
    return entries.find(({ state }) => state !== LockState.RETIRED) ?? entries[0];
  }

  private portsOf(reservation: string): number[] {
    const entries = this.entries.filter((entry) => entry.reservation === reservation);
    const live = entries.filter(({ state }) => state !== LockState.RETIRED);
    return (live.length > 0 ? live : entries).map(({ nodePort }) => nodePort);
  }
}

/** Ports in use first, then those whose owner is gone, most recent first. */
function byAge(a: LockEntry, b: LockEntry): number {
  return (
    Number(a.state === LockState.RETIRED) - Number(b.state === LockState.RETIRED) ||
    compareText(b.since ?? '', a.since ?? '') ||
    b.nodePort - a.nodePort
  );
}
