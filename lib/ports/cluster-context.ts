import { withLockedPorts } from './plain-service';
import { SharedLock } from './shared-lock';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Filling, fill } from '../core/filling/filling';
import { lockedReservations } from '../core/filling/locked-reservations';
import { Ledger } from '../core/ledger/ledger';
import { nextSection } from '../core/ledger/next-lock';
import { LockSection } from '../core/lock/lock';
import { LockWriter, isOfAnother } from '../core/lock/lock-writer';
import { Claim, isAwaiting, serviceKey } from '../core/service/claim';
import { ServiceClaims } from '../core/service/service-claims';
import { today } from '../io/records/today';

/** What the Services of a program share a cluster with. */
export interface ClusterContext {
  readonly profile: ClusterProfile;
  readonly lock: SharedLock;
  readonly writer: LockWriter;
  /** Ports held outside the program: taken, or recorded by other apps. */
  readonly others: readonly Claim[];
}

/** The Services with a number for every open port, as far as one is free. */
export function filled(
  { profile, lock, others, writer }: ClusterContext,
  services: readonly ServiceClaims[],
  before: LockSection | undefined,
): Filling {
  const present = new Set(services.map(({ owner }) => serviceKey(owner)));
  const neighbors = lock.claims((entry) => isOfAnother(entry, writer, present));
  return fill({
    profile,
    services,
    others: [...others, ...neighbors],
    reservations: lockedReservations(before, []),
    hostPorts: [],
    lock: before,
    lockFile: lock.path,
    writer: writer.from,
  });
}

/** The ledger of the Services as they are: an open port stays open. */
export function ledgerOf(
  context: ClusterContext,
  services: readonly ServiceClaims[],
  before: LockSection | undefined,
): Ledger {
  const { services: settled, ledger } = filled(context, services.map(withoutOpenPorts), before);
  const all = settled.map((service, index) => ({
    ...service,
    claims: [...service.claims, ...services[index].claims.filter(isAwaiting)],
  }));
  return new Ledger(context.profile, all, ledger.others, { ...ledger.record, settlement: undefined });
}

/** The record of a ledger, of which only the chosen numbers of one Service are new. */
export function sectionWithChosen(
  { ledger, services }: Filling,
  path: string,
  before: LockSection | undefined,
  writer: LockWriter,
): LockSection {
  const chosen = services
    .filter(({ owner }) => owner.path === path)
    .map((service) => ({ ...service, claims: service.claims.filter(({ assigned }) => assigned) }))
    .map((service) => withLockedPorts(service, before));
  const next = new Ledger(ledger.profile, chosen, ledger.others, ledger.record);
  return nextSection(before, next, today(), writer);
}

/** The same Service with only the ports that have a number. */
export function withoutOpenPorts(service: ServiceClaims): ServiceClaims {
  return { ...service, claims: service.claims.filter((claim) => !isAwaiting(claim)) };
}
