import { PortBookOptions } from './port-book-options';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { Acceptance } from '../core/findings/acceptance';
import { usageError } from '../core/findings/finding';
import { faultOf } from '../core/rules/acceptances';
import { outsideRange } from '../core/rules/outside-range';
import { Claim, takenClaim } from '../core/service/claim';
import { lockedClaims } from '../io/records/lock-claims';
import { LockFile } from '../io/records/lock-file';

/** The accepted findings. Throws `acceptance-invalid` or `reason-missing`. */
export function acceptancesIn({ accept = {} }: PortBookOptions): Acceptance[] {
  return Object.entries(accept).map(([code, reason]) => {
    const acceptance = { path: '', code, reason };
    const fault = faultOf(acceptance);
    if (fault) throw usageError(fault.code, { who: 'accept', ...fault.parts });
    return acceptance;
  });
}

/** The ports that something outside the program holds. Throws `outside-range` or `reason-missing`. */
export function takenClaims({ takenPorts = [] }: PortBookOptions, { name, range }: ClusterProfile): Claim[] {
  return takenPorts.map(({ port, reason }) => {
    if (!range.contains(port)) {
      const what = `port ${port} is outside the range of the cluster, ${range}`;
      throw usageError(outsideRange, { who: 'takenPorts', what, wayOut: `Remove port: ${port}` });
    }
    if (!reason || reason.trim() === '') {
      const what = `port ${port} is taken without a reason`;
      throw usageError('reason-missing', { who: 'takenPorts', what, wayOut: "Write reason: 'the API server'" });
    }
    return takenClaim(name, '', port, reason.trim());
  });
}

/** The ports in the locks of other apps. Throws `lock-invalid`. */
export function recordedClaims({ otherLocks = [] }: PortBookOptions, cluster: string): Claim[] {
  return otherLocks.flatMap((path) => {
    const file = LockFile.read(path);
    if (file.section(cluster) !== undefined) return lockedClaims(file, cluster, cluster);
    throw usageError('lock-invalid', {
      who: path,
      what: file.exists ? `it records no cluster ${cluster}` : 'there is no such lock file to count the ports of',
      wayOut: file.exists
        ? `Use one of its clusters: ${file.clusters.join(', ')}`
        : `Check the path from ${process.cwd()}`,
    });
  });
}
