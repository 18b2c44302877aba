import type { SnapshotFile } from './snapshot-file';
import { LivePort, nameLivePort } from '../../core/live/snapshot';
import { Claim, ClaimKind, serviceKey } from '../../core/service/claim';

/**
 * The ports that a live cluster holds, as claims that count as taken: one per number, admitting every Service that
 * holds it.
 *
 * @param cluster the name of the cluster here
 */
export function liveClaims(file: SnapshotFile, cluster: string): Claim[] {
  const byNumber = new Map<number, LivePort[]>();
  for (const port of file.snapshot.ports) {
    const holders = byNumber.get(port.nodePort);
    if (holders) holders.push(port);
    else byNumber.set(port.nodePort, [port]);
  }
  return [...byNumber].map(([nodePort, ports]) => {
    const [{ namespace, service }] = ports;
    const sharers = ports.filter((port) => port.namespace === namespace && port.service === service).map(nameLivePort);
    return {
      kind: ClaimKind.LIVE,
      nodePort,
      owner: {
        cluster,
        path: file.placeOf(nodePort),
        isForeign: true,
        namespace,
        service,
        port: sharers[0],
        reason: 'live',
      },
      demandsStatic: false,
      assigned: false,
      admits: [...new Set(ports.map(serviceKey))],
      sharedBy: sharers,
      // A renamed port is still found by its number.
      namelessAs: ports.flatMap(({ servicePort, protocol }) =>
        servicePort === undefined ? [] : [`${servicePort}/${protocol}`],
      ),
    };
  });
}
