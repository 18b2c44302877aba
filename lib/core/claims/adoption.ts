import { Holder } from './claims-beside';
import { ClusterClaim } from './cluster-claim';
import { ADOPTED } from '../guard/names';

/** The outcome of claiming ports that are already in use. */
interface Adoption {
  readonly claims: readonly ClusterClaim[];
  /** Ports that several Services hold, so that no single claim can cover all of them. */
  readonly contested: readonly { readonly nodePort: number; readonly services: readonly string[] }[];
}

/**
 * Claims for the ports that Services already hold, one per number.
 *
 * @param holders what holds ports
 * @param claimedBy whom to contact; with `ADOPTED`, the owner of the Service may take over its claim later
 */
export function adopt(holders: readonly Holder[], claimedBy: string = ADOPTED): Adoption {
  const claims: ClusterClaim[] = [];
  const contested: { nodePort: number; services: string[] }[] = [];
  for (const nodePort of [...new Set(holders.map((holder) => holder.nodePort))].sort((a, b) => a - b)) {
    const held = holders.filter((holder) => holder.nodePort === nodePort);
    const services = [...new Set(held.map(({ service }) => service))];
    if (services.length > 1) contested.push({ nodePort, services });
    else claims.push({ nodePort, service: services[0], port: held[0].port, claimedBy, reason: '' });
  }
  return { claims, contested };
}
