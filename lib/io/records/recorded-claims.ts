import { PlacedClaim } from '../../core/claims/cluster-claim';
import { Claim, ClaimKind, ClaimOwner } from '../../core/service/claim';

/**
 * The ports that are claimed in a cluster, as claims that count as taken.
 *
 * @param claims the claims in the record
 * @param cluster the name of the cluster here
 * @param claimedBy the identity of this app: its own claims without a Service are left out, since it may assign those
 * ports
 */
export function claimsInCluster(
  claims: readonly PlacedClaim[],
  cluster: string,
  claimedBy: string | undefined,
): Claim[] {
  const counts = ({ claim }: PlacedClaim) => claim.service !== '' || claim.claimedBy !== claimedBy;
  return claims.filter(counts).map(({ claim, place }) => ({
    kind: ClaimKind.CLAIMED,
    nodePort: claim.nodePort,
    owner: { cluster, path: place, isForeign: true, ...ownerOf(claim) },
    demandsStatic: false,
    assigned: false,
    admits: claim.service === '' ? [] : [claim.service],
    sharedBy: claim.port === '' ? undefined : [claim.port],
  }));
}

/** A port claimed for one Service belongs to that Service; any other is held by its claimant. */
function ownerOf({ service, port, claimedBy, reason }: PlacedClaim['claim']): Partial<ClaimOwner> {
  const why = [reason, `claimed by ${claimedBy}`].filter((text) => text !== '').join(', ');
  if (service === '' || service.endsWith('/*')) return { holder: service === '' ? claimedBy : service, reason: why };
  const [namespace, name] = service.split('/');
  return { namespace, service: name, port: port === '' ? undefined : port, reason: why };
}
