import { LockFile } from './lock-file';
import { LockEntry, LockState, nameEntry } from '../../core/lock/lock';
import { Claim, ClaimKind, ClaimOwner } from '../../core/service/claim';

/**
 * The ports in a lock that somebody else wrote, as claims that count as taken.
 *
 * @param name the name of the cluster in the lock, which must have a section for it
 * @param cluster the name of the cluster here
 * @param counts which entries count; all of them unless given
 */
export function lockedClaims(
  file: LockFile,
  name: string,
  cluster: string,
  counts: (entry: LockEntry) => boolean = () => true,
): Claim[] {
  return (file.section(name)?.entries ?? []).filter(counts).map((entry) => {
    const owner: ClaimOwner = { cluster, path: file.placeOf(name, entry.nodePort), isForeign: true, ...ownerOf(entry) };
    const admits = entry.services?.split(',') ?? [];
    return {
      kind: ClaimKind.LOCKED,
      nodePort: entry.nodePort,
      owner,
      demandsStatic: false,
      assigned: entry.state === LockState.ASSIGNED,
      admits,
      sharedBy: entry.port?.split(','),
    };
  });
}

/**
 * The ports that other writers of one lock keep for their Services. They may draw from a reservation of whoever asks,
 * which then does not mind.
 */
export function claimsBesideIn(file: LockFile, cluster: string, counts: (entry: LockEntry) => boolean): Claim[] {
  const drawn = new Map(file.section(cluster)?.entries.map(({ nodePort, reservation }) => [nodePort, reservation]));
  return lockedClaims(file, cluster, cluster, counts).map((claim) => ({
    ...claim,
    owner: { ...claim.owner, reservation: drawn.get(claim.nodePort as number) },
  }));
}

/** A Service's port belongs to the Service, even after it is retired; any other port is held for a reason. */
function ownerOf(entry: LockEntry): Partial<ClaimOwner> {
  const reason = entry.state === LockState.RETIRED ? `retired since ${entry.since}` : entry.reason;
  if (entry.service === undefined) return { holder: entry.owner ?? nameEntry(entry), reason };
  const [namespace, service] = entry.service.split('/');
  return { namespace, service, port: entry.port?.split(',')[0], reason };
}
