import { Holder } from '../../core/claims/claims-beside';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { readLiveServices } from '../../core/live/read-live-services';
import { LivePort } from '../../core/live/snapshot';
import { Claim, ClaimKind, HEALTH_CHECK_PORT, serviceKey } from '../../core/service/claim';
import { Kubectl } from '../../io/records/kubectl';

/** The Services of a live cluster that hold ports; undefined if the caller may not list them. */
export function holdersOnCluster(kubectl: Kubectl): Holder[] | undefined {
  const { isDone, stdout } = kubectl.run(['get', 'services', '-A', '-o', 'json']);
  if (!isDone) return undefined;
  // The range only affects the notes on a snapshot, not its contents.
  return readLiveServices(JSON.parse(stdout), '', PortRange.parse(DEFAULT_PORT_RANGE))?.snapshot.ports.map(holderOf);
}

/** The holder of a live port. */
export function holderOf(port: LivePort): Holder {
  return {
    nodePort: port.nodePort,
    service: serviceKey(port),
    port: port.kind === ClaimKind.HEALTH_CHECK ? HEALTH_CHECK_PORT : port.name,
  };
}

/** The Services that a record names, with their places in it; reserved ports without one are left out. */
export function holdersInRecord(claims: readonly Claim[]): Holder[] {
  return claims.flatMap(({ nodePort, owner }) =>
    nodePort === undefined || owner.service === undefined
      ? []
      : [{ nodePort, service: serviceKey(owner), port: owner.port ?? '', place: owner.path }],
  );
}
