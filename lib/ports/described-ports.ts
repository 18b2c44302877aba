import { PortBookOptions } from './port-book-options';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Acceptance } from '../core/findings/acceptance';
import { usageError } from '../core/findings/finding';
import { acceptanceFault } from '../core/rules/acceptances';
import { declarationFaultIn, claimsOfTakenPorts } from '../core/rules/taken-ports';
import { Claim } from '../core/service/claim';
import { lockedClaims } from '../io/records/lock-claims';
import { LockFile } from '../io/records/lock-file';

/** The accepted findings. Throws `acceptance-invalid` or `reason-missing`. */
export function acceptancesIn({ accept = {} }: PortBookOptions): Acceptance[] {
  return Object.entries(accept).map(([code, reason]) => {
    const acceptance = { path: '', code, reason };
    const fault = acceptanceFault(acceptance);
    if (fault) throw usageError(fault.code, { who: 'accept', ...fault.parts });
    return acceptance;
  });
}

/** The ports that something outside the program holds. Throws `not-a-port`, `outside-range` or `reason-missing`. */
export function describedTakenPorts({ takenPorts = [] }: PortBookOptions, profile: ClusterProfile): Claim[] {
  const fault = declarationFaultIn(takenPorts, profile);
  if (fault) throw usageError(fault.kind, { who: 'takenPorts', ...fault.parts });
  return claimsOfTakenPorts(takenPorts, profile.name, '');
}

/** The ports in the locks of other apps. Throws `lock-invalid`. */
export function recordedClaims({ otherLocks = [] }: PortBookOptions, cluster: string): Claim[] {
  return otherLocks.flatMap((path) => {
    const file = LockFile.readExisting(path);
    if (file.section(cluster) !== undefined) return lockedClaims(file, cluster, cluster);
    const howToName = (recorded: string) => `Leave it out of otherLocks, or set cluster: '${recorded}'`;
    throw usageError('lock-invalid', file.lackOf(cluster, howToName));
  });
}
