import { Cluster, ClusterLock } from './cluster';
import { Unrendered } from './renderer';
import { reservationsOf } from './reservations';
import { StaticPorts } from './static-ports';
import { ClaimsByObject } from './synthesized-services';
import { Finding, finding } from '../../core/findings/finding';
import { Ledger } from '../../core/ledger/ledger';
import { frozenFault } from '../../core/lock/frozen';
import { Claim } from '../../core/service/claim';
import { nameOther, nameOwner, namePort } from '../../core/service/owner-names';

/** A promised number that is missing from the manifest of its Service. */
export interface BrokenPromise {
  readonly ports: StaticPorts;
  readonly label: string;
  readonly nodePort: number;
  /** What its Service claims instead; undefined if it claims nothing. */
  readonly claim?: Claim;
}

/**
 * Reports a registry with the default name next to Services outside it that have no registry.
 *
 * @param other the cluster of those Services, and the claims of the app
 */
export function namesakeFinding(cluster: Cluster, other: Cluster, claims: ClaimsByObject): Finding {
  const { profile, home, scope } = cluster;
  const outside = [...claims.keys()].find((object) => object.cluster === other && object.wishes !== undefined);
  return finding(
    'registry-repeated',
    {
      what:
        `it describes cluster ${profile.name} below ${scope.node.path}, and ` +
        `${outside?.path ?? reservationsOf(other)[0]?.key} is outside and in cluster ${profile.name} too, so neither ` +
        `sees the other's claims`,
      wayOut: `Move the registry to the app, or set cluster: '${scope.node.id}'`,
    },
    { cluster: profile.name, path: home.node.path },
  );
}

/** Reports an object whose node ports nobody has seen. */
export function unrenderedFinding({ profile }: Cluster, { object: { path }, message }: Unrendered): Finding {
  const what = `it cannot be rendered, so its node ports cannot be checked: ${message.replace(/[.\s]+$/, '')}`;
  const wayOut = 'Fix the value that its manifest is made from, or remove it from the app';
  return finding('object-not-rendered', { what, wayOut }, { cluster: profile.name, path });
}

/** Reports a promised number that its Service does not have. */
export function promiseFinding(
  { ports, label, nodePort, claim }: BrokenPromise,
  { profile, byPort, record }: Ledger,
  { isRecording }: { readonly isRecording: boolean },
): Finding {
  const { path } = ports.service.node;
  const at = { cluster: profile.name, path, nodePort };
  const who = claim ? nameOwner(claim.owner) : `${path}, ${namePort(label)}`;
  const rival = byPort.get(nodePort)?.find(({ owner }) => owner.path !== path);
  if (rival === undefined || claim?.nodePort === undefined) {
    const what = `nodePortOf() returned ${nodePort}, but its manifest has ${claim?.nodePort ?? 'no node port'}`;
    const wayOut =
      claim?.nodePort === undefined
        ? `Keep ${path} and its node port in the app, or do not call nodePortOf() for it`
        : 'Set the name and the node port of a Service by its props rather than by a patch';
    return finding('promise-broken', { who, what, wayOut }, at);
  }
  const orElse = `nodePort: ${claim.nodePort} for this port, or create ${rival.owner.path} before calling nodePortOf()`;
  const what = `nodePortOf() returned ${nodePort}, but ${nameOther(rival.owner)} later claimed it`;
  const wayOut = isRecording
    ? `Synthesize again: ${record.lockFile} now gives it ${claim.nodePort}. Or write ${orElse}`
    : `Write ${orElse}`;
  return finding('promise-broken', { who, what, wayOut }, { ...at, otherPath: rival.owner.path });
}

/** Reports a frozen lock that would have to change. */
export function outdatedFinding(
  { profile, home }: Cluster,
  { file }: ClusterLock,
  changes: readonly string[],
): Finding {
  const what = frozenFault(file, changes);
  const wayOut = 'Run CI= npx cdk8s synth where you develop, without frozen: true, and commit the file';
  return finding('lock-outdated', { what, wayOut }, { cluster: profile.name, path: home.node.path });
}
