import { LockFile } from './lock-file';
import { LockEntry, LockState, nameEntry } from '../../core/lock/lock';
import { Claim, ClaimKind, ClaimOwner } from '../../core/service/claim';

/**
 * The ports that somebody else's lock holds, as claims that count as taken.
 *
 * @param name the cluster, as the lock calls it; there must be a section of that name
 * @param cluster the cluster, as it is called here
 */
export function lockedClaims(file: LockFile, name: string, cluster: string): Claim[] {
  return (file.section(name)?.entries ?? []).map((entry) => {
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

/** A port of a Service is that Service's, also once it is retired; any other is held for somebody, for a reason. */
function ownerOf(entry: LockEntry): Partial<ClaimOwner> {
  const reason = entry.state === LockState.RETIRED ? `retired since ${entry.since}` : entry.reason;
  if (entry.service === undefined) return { holder: entry.owner ?? nameEntry(entry), reason };
  const [namespace, service] = entry.service.split('/');
  return { namespace, service, port: entry.port?.split(',')[0], reason };
}
