import { Ledger } from './ledger';
import { Finding, compareFindings, finding } from '../findings/finding';
import { LockEntry, LockSection, LockState, isEntryOf, nameEntry } from '../lock/lock';
import { writerOf } from '../lock/lock-writer';
import { Claim, isOfService, serviceKey } from '../service/claim';
import { nameOwner } from '../service/owner-names';

const WAY_OUT =
  'Synthesize the app again with its lock file, or run npx cdk8s-nodeport assign with the paths of its manifests, ' +
  'and commit both';

/** One disagreement, before its message is formatted. */
interface Disagreement {
  readonly who?: string;
  readonly what: string;
  readonly path: string;
  readonly service?: string;
  readonly nodePort?: number;
  readonly otherPath?: string;
  /** The entry that has to change. */
  readonly entry?: LockEntry;
}

/** Finds the place of a port in the lock. */
type PlaceOf = (nodePort: number) => string;

/** Disagreements between manifests and the lock that they were generated with, in both directions. */
export function lockDisagreements(section: LockSection, ledger: Ledger, placeOf: PlaceOf): Finding[] {
  const claims = ledger.sorted().filter(isOfService);
  const live = section.entries.filter(({ state, service }) => state !== LockState.RETIRED && service !== undefined);
  const disagreements = [
    ...live.flatMap((entry) => ofEntry(entry, claims, placeOf)),
    ...claims.flatMap((claim) => ofClaim(claim, section, ledger, placeOf) ?? []),
  ];
  return disagreements
    .map(({ who, what, entry, ...at }) =>
      finding('lock-outdated', { who, what, wayOut: wayOutOf(entry, claims) }, { cluster: ledger.profile.name, ...at }),
    )
    .sort(compareFindings);
}

/** A lock entry whose port is not where it belongs. */
function ofEntry(entry: LockEntry, all: readonly Claim[], placeOf: PlaceOf): Disagreement[] {
  const { nodePort, service } = entry;
  const claims = all.filter((claim) => isEntryOf(entry, claim));
  if (claims.some((claim) => claim.nodePort === nodePort)) return [];
  const place = placeOf(nodePort);
  if (claims.length === 0) {
    const what = `the lock gives ${nodePort} to ${nameEntry(entry)}, which no manifest has`;
    return [{ what, path: place, service, nodePort, entry }];
  }
  return claims.map((claim) => {
    const number = claim.nodePort === undefined ? 'no node port' : `node port ${claim.nodePort}`;
    return { ...about(claim, `it has ${number}, but the lock gives it ${nodePort}`), otherPath: place, entry };
  });
}

/** A static port that is not in the lock, or is there with another owner. */
function ofClaim(
  claim: Claim,
  { entries }: LockSection,
  { profile }: Ledger,
  placeOf: PlaceOf,
): Disagreement | undefined {
  const { nodePort } = claim;
  if (nodePort === undefined) return undefined;
  const entry = entries.find((each) => each.nodePort === nodePort);
  if (entry !== undefined) {
    if (isLockedTo(entry, claim)) return undefined;
    return { ...about(claim, `node port ${nodePort} is ${standingOf(entry)}`), otherPath: placeOf(nodePort), entry };
  }
  // A moved port is reported with the number that the lock gives it.
  const isMoved = entries.some((each) => isLockedTo(each, claim));
  if (isMoved || !profile.bands.staticBand.contains(nodePort)) return undefined;
  return about(claim, `node port ${nodePort} is static, but the lock does not record it`);
}

function about({ owner, nodePort }: Claim, what: string): Disagreement {
  return { who: nameOwner(owner), what, path: owner.path, service: serviceKey(owner), nodePort };
}

/** A tool that may not see all of its Services retires the port of one that is gone only if it is told to. */
function wayOutOf(entry: LockEntry | undefined, claims: readonly Claim[]): string {
  if (entry?.from === undefined || entry.service === undefined) return WAY_OUT;
  const { thenMoved, thenRetired } = writerOf(entry);
  const then = claims.some((claim) => isEntryOf(entry, claim)) ? thenMoved : thenRetired;
  return `${then[0].toUpperCase()}${then.slice(1)}, and commit both`;
}

function isLockedTo(entry: LockEntry, claim: Claim): boolean {
  return entry.state !== LockState.RETIRED && isEntryOf(entry, claim);
}

/** Who has a port according to the lock, or had it. */
function standingOf(entry: LockEntry): string {
  return entry.state === LockState.RETIRED
    ? `retired since ${entry.since}: it was that of ${nameEntry(entry)}`
    : `locked to ${nameEntry(entry)}`;
}
