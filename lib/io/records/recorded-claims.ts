import { RecordedClaim } from './claims-file';
import { Claim, ClaimKind, ClaimOwner } from '../../core/service/claim';

/**
 * The ports that are claimed in a cluster, as claims that count as taken.
 *
 * @param claims what the record holds
 * @param cluster the cluster, as it is called here
 * @param claimedBy who this app is: what it holds for nobody yet is its own to give
 */
export function claimsInCluster(
  claims: readonly RecordedClaim[],
  cluster: string,
  claimedBy: string | undefined,
): Claim[] {
  const counts = ({ claim }: RecordedClaim) => claim.service !== '' || claim.claimedBy !== claimedBy;
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

/** A port of one Service is that Service's; any other is held by whoever claims it. */
function ownerOf({ service, port, claimedBy, reason }: RecordedClaim['claim']): Partial<ClaimOwner> {
  const why = [reason, `claimed by ${claimedBy}`].filter((text) => text !== '').join(', ');
  if (service === '' || service.endsWith('/*')) return { holder: service === '' ? claimedBy : service, reason: why };
  const [namespace, name] = service.split('/');
  return { namespace, service: name, port: port === '' ? undefined : port, reason: why };
}
