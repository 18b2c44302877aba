import { Ledger } from './ledger';
import { Finding, compareFindings, finding } from '../findings/finding';
import { LockEntry, LockSection, LockState, isEntryOf, nameEntry } from '../lock/lock';
import { Claim, isOfService, serviceKey } from '../service/claim';
import { nameOwner } from '../service/owner-names';

const WAY_OUT =
  'Synthesize the app again with its lock file, or run npx cdk8s-nodeport assign with the paths of its manifests, ' +
  'and commit both';

/** Disagreements between manifests and the lock that they were generated with, in both directions. */
export function lockDisagreements(
  section: LockSection,
  ledger: Ledger,
  placeOf: (nodePort: number) => string,
): Finding[] {
  const claims = ledger.sorted().filter(isOfService);
  const live = section.entries.filter(({ state, service }) => state !== LockState.RETIRED && service !== undefined);
  return [
    ...live.flatMap((entry) =>
      ofEntry(
        entry,
        claims.filter((claim) => isEntryOf(entry, claim)),
        ledger,
        placeOf,
      ),
    ),
    ...claims.flatMap((claim) => ofClaim(claim, section, ledger, placeOf)),
  ].sort(compareFindings);
}

/** A lock entry whose port is not where it belongs. */
function ofEntry(
  entry: LockEntry,
  claims: readonly Claim[],
  { profile }: Ledger,
  placeOf: (nodePort: number) => string,
): Finding[] {
  if (claims.some(({ nodePort }) => nodePort === entry.nodePort)) return [];
  const path = placeOf(entry.nodePort);
  if (claims.length === 0) {
    const what = `the lock gives ${entry.nodePort} to ${nameEntry(entry)}, which no manifest has`;
    return [
      finding(
        'lock-outdated',
        { what, wayOut: WAY_OUT },
        { cluster: profile.name, path, nodePort: entry.nodePort, service: entry.service },
      ),
    ];
  }
  return claims.map(({ owner, nodePort }) =>
    finding(
      'lock-outdated',
      {
        who: nameOwner(owner),
        what:
          `it has ${nodePort === undefined ? 'no node port' : `node port ${nodePort}`}, but the lock gives it ` +
          `${entry.nodePort}`,
        wayOut: WAY_OUT,
      },
      { cluster: profile.name, path: owner.path, service: serviceKey(owner), nodePort, otherPath: path },
    ),
  );
}

/** A static port that is not in the lock, or is there with another owner. */
function ofClaim(
  claim: Claim,
  { entries }: LockSection,
  { profile }: Ledger,
  placeOf: (nodePort: number) => string,
): Finding[] {
  const { nodePort, owner } = claim;
  if (nodePort === undefined) return [];
  const entry = entries.find((each) => each.nodePort === nodePort);
  const isOwn = entry !== undefined && isEntryOf(entry, claim) && entry.state !== LockState.RETIRED;
  // For a moved port, say where it moved from.
  const hasAnother = entries.some((each) => isEntryOf(each, claim) && each.state !== LockState.RETIRED);
  if (isOwn || (entry === undefined && (hasAnother || !profile.bands.staticBand.contains(nodePort)))) return [];
  const what =
    entry === undefined
      ? `node port ${nodePort} is static, but the lock does not record it`
      : `node port ${nodePort} is ` +
        `${entry.state === LockState.RETIRED ? `retired since ${entry.since}: it was that of` : 'locked to'} ` +
        `${nameEntry(entry)}`;
  const otherPath = entry === undefined ? undefined : placeOf(nodePort);
  return [
    finding(
      'lock-outdated',
      { who: nameOwner(owner), what, wayOut: WAY_OUT },
      { cluster: profile.name, path: owner.path, service: serviceKey(owner), nodePort, otherPath },
    ),
  ];
}
