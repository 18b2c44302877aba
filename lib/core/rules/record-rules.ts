import { RuleResult, Rule, about, assignAgain, isPinned, nameCluster, withLargerStaticBand } from './concern';
import { drawnFrom, printPortList } from '../assign/reservation';
import { ClusterProfile } from '../cluster/cluster-profile';
import { Ledger } from '../ledger/ledger';
import { isEntryOf, nameEntry } from '../lock/lock';
import { Claim, ClaimKind, formerOwner, isAdmitted, isAwaiting, nameOther, nameService, ownerKey, ownerKeys, serviceKey } from '../service/claim';
import { isWritten } from '../service/service-claims';

/** How many owners of a full band are named. */
const MAX_NAMED = 5;

/** A port for which nothing could be chosen, or whose number a patch took out of its manifest. */
const withoutNumber: Rule = ({ ledger, profile }) => ledger.notable.flatMap(({ claims, wishes }) => claims.filter(isAwaiting).map((claim) => {
  const { settlement, reservations = [] } = ledger.record;
  if (!settlement || settlement.ports.has(ownerKey(claim.owner)) || isWritten(claim, wishes)) {
    return about(claim, 'static-port-missing', 'every node port of a static Service has a number, and its manifest leaves this one unset');
  }
  const key = drawnFrom(claim.owner, wishes?.reservation, reservations);
  return key === undefined ? withoutStaticPort(claim, ledger, profile) : withoutReservedPort(claim, key, ledger);
}));

function withoutReservedPort(claim: Claim, key: string, ledger: Ledger): RuleResult {
  const reservation = (ledger.record.reservations ?? []).find((each) => each.key === key);
  if (reservation === undefined) {
    return about(claim, 'reservation-full', `reservation ${key} holds ports of another cluster`, 'Name a reservation of its own cluster');
  }
  const ports = ledger.record.settlement?.blocks.get(key) ?? [];
  const next = (ports[ports.length - 1] ?? 0) + 1;
  const more = reservation.ports ? `ports: '${printPortList([...ports, next])}'` : `size: ${ports.length + 1}`;
  const old = [...ledger.locked.values()].find((entry) => entry.reservation === key && isEntryOf(entry, claim));
  return old
    ? about(claim, 'reservation-full', `its port ${old.nodePort} is no longer part of reservation ${key}, ${printPortList(ports)}`,
      `Keep ${old.nodePort} in it, or remove its line from ${ledger.record.lockFile} to have it moved`)
    : about(claim, 'reservation-full', `reservation ${key} has no port left for it: ${heldIn(ledger, ports)}`, `Reserve more there, such as ${more}`);
}

function withoutStaticPort(claim: Claim, ledger: Ledger, profile: ClusterProfile): RuleResult {
  const { staticBand } = profile.bands;
  const left = [...Array(staticBand.size).keys()].map((step) => staticBand.first + step).filter((port) => !ledger.byPort.has(port));
  const larger = withLargerStaticBand(profile.bands);
  const waysOut = [
    ...larger ? [`Widen --service-node-port-range, then set portRange: '${larger}'`] : ['Remove a Service or a reservation that is not needed any more'],
    ...left.length > 0 ? [`write a port that is never chosen by itself, such as nodePort: ${left[0]}`] : [],
  ];
  return about(claim, 'static-band-full', `the static band ${staticBand} of ${nameCluster(profile)} has no port left to assign: ${heldIn(ledger, [...ledger.byPort.keys()])}`,
    waysOut.join(', or '));
}

/** Who has some ports, in words short enough to read. */
function heldIn(ledger: Ledger, ports: readonly number[]): string {
  const owners = [...ports].sort((a, b) => a - b).flatMap((port) => {
    const claims = ledger.byPort.get(port) ?? [];
    const holder = claims.find(({ kind }) => kind !== ClaimKind.RESERVATION) ?? claims[0];
    return holder === undefined || !ledger.profile.bands.staticBand.contains(port) ? [] : [`${port} ${holder.owner.path || 'the app'}`];
  });
  const more = owners.length > MAX_NAMED ? ` and ${owners.length - MAX_NAMED} more` : '';
  return owners.length === 0 ? 'it holds none' : `${owners.slice(0, MAX_NAMED).join(', ')}${more}`;
}

/** A block for which there is no row of free ports, or that cannot grow where it is. */
const withoutBlock: Rule = ({ ledger, profile }) => (ledger.record.reservations ?? [])
  .filter(({ key }) => ledger.record.settlement?.blocks.has(key) === false)
  .map(({ key, size }): RuleResult => {
    const larger = withLargerStaticBand(profile.bands);
    const known = [...ledger.locked.values()].filter(({ reservation }) => reservation === key).map(({ nodePort }) => nodePort);
    if (known.length === 0) {
      return {
        code: 'reservation-full',
        path: key,
        what: `there are no ${size} free ports in a row in the static band ${profile.bands.staticBand} of ${nameCluster(profile)}`,
        wayOut: `Reserve fewer, or widen --service-node-port-range${larger ? `, then set portRange: '${larger}'` : ''}`,
      };
    }
    const next = known[0] + known.length;
    return {
      code: 'reservation-full',
      path: key,
      what: `it holds ${printPortList(known)} and cannot grow to ${size} ports in a row: ${next} is ${ledger.byPort.has(next) ? `held by ${ledger.byPort.get(next)![0].owner.path || 'the app'}` : 'outside the static band, or locked'}`,
      wayOut: `Keep size: ${known.length} and add a second reservation, or remove its lines from ${ledger.record.lockFile} to have all of it moved`,
    };
  });

/** Reserved ports outside the range or the static band, one concern for each reservation. */
const strayReservations: Rule = ({ ledger, profile }) => (ledger.record.reservations ?? []).flatMap(({ key, ports = [] }) => {
  const { range, bands: { staticBand, dynamicBand } } = profile;
  const concern = (code: 'outside-range' | 'outside-static-band', stray: readonly number[], what: string): RuleResult[] => (stray.length === 0 ? [] : [{
    code, path: key, nodePort: stray[0], what: `it reserves ${printPortList(stray)}, ${what}`, wayOut: `Reserve ports of the static band ${staticBand}`,
  }]);
  const [outside, inside] = [ports.filter((port) => !range.contains(port)), ports.filter((port) => range.contains(port))];
  return [
    ...concern('outside-range', outside, `outside the range of ${nameCluster(profile)}, ${range}`),
    ...concern('outside-static-band', inside.filter((port) => !staticBand.contains(port)), `in the dynamic band ${dynamicBand}, from which the API server picks for others`),
  ];
});

/** A reserved port that somebody else has: every holder counts, whoever else lets it in. */
const reserved: Rule = ({ ledger }) => [...ledger.byPort.values()].filter((claims) => claims.length > 1).flatMap((claims) => {
  const reservations = claims.filter(({ kind }) => kind === ClaimKind.RESERVATION);
  const holders = [...reservations.filter(({ owner }) => owner.isForeign), ...reservations.filter(({ owner }) => !owner.isForeign)];
  return claims.filter(isPinned).flatMap((claim) => {
    // Of two reservations of this app, the later one is blamed.
    const before = claim.kind === ClaimKind.RESERVATION ? holders.slice(0, holders.indexOf(claim)) : holders;
    const holder = before.find((each) => isIntruder(claim, each));
    if (holder === undefined) return [];
    const { owner: { isForeign, path } } = holder;
    const service = claim.owner.service === undefined || isForeign ? undefined : serviceKey(claim.owner);
    const orElse = service && `let this Service have it: name the reservation in its prop reservation, or add services: ['${service}'] to that`;
    const concern = about(claim, 'port-reserved', `node port ${claim.nodePort} is held by ${nameOther(holder.owner)}`, assignAgain(claim, ledger));
    return [{ ...concern, orElse, otherPath: path }];
  });
});

function isIntruder(claim: Claim, holder: Claim): boolean {
  if (claim.kind === ClaimKind.TAKEN || claim.owner.isForeign) return false;
  if (claim.owner.service === undefined) return true;
  if (isAdmitted(holder.admits ?? [], serviceKey(claim.owner))) return false;
  return holder.owner.service === undefined || !ownerKeys(holder).some((key) => ownerKeys(claim).includes(key));
}

/** A number that somebody else had until now. */
const retired: Rule = ({ ledger }) => (ledger.locked.size === 0 ? [] : [...ledger.byPort.values()].flat()).filter(isPinned).flatMap((claim) => {
  const entry = ledger.locked.get(claim.nodePort);
  const isService = claim.kind === ClaimKind.NODE_PORT || claim.kind === ClaimKind.HEALTH_CHECK;
  if (entry?.service === undefined || !isService || claim.assigned || entry.service === serviceKey(claim.owner)) return [];
  const wishes = ledger.services.find(({ claims }) => claims.includes(claim))?.wishes;
  if (wishes?.formerly === entry.service || `${claim.owner.namespace ?? 'default'}/${wishes?.formerly}` === entry.service) return [];
  // Where its old owner still claims it, that is a clash, and said as such.
  if (ledger.byPort.get(claim.nodePort)?.some(({ owner }) => serviceKey(owner) === entry.service)) return [];
  const what = `node port ${claim.nodePort} was that of ${nameEntry(entry)}, whose clients may still call it, and which the cluster frees only when that Service is gone`;
  return [about(claim, 'port-retired', what, `Say formerly: '${entry.service}' if this is that Service renamed, or accept the risk`)];
});

/** A former name that nothing is known of is a slip of the pen, most likely. */
const formerNames: Rule = ({ ledger }) => (ledger.locked.size === 0 ? [] : ledger.services).flatMap(({ owner, wishes }) => {
  if (wishes?.formerly === undefined) return [];
  const former = serviceKey(formerOwner(owner, wishes.formerly));
  const known = [...ledger.locked.values()].map(({ service }) => service);
  if (known.includes(former) || known.includes(serviceKey(owner))) return [];
  return [{
    code: 'formerly-unknown' as const,
    path: owner.path,
    who: nameService(owner),
    service: serviceKey(owner),
    what: `${ledger.record.lockFile} knows no Service ${former}, so no port is kept`,
    wayOut: 'Write formerly as the lock names it, or remove it',
  }];
});

/** What concerns assignment, reservations and the lock. */
export const recordRules: readonly Rule[] = [withoutNumber, withoutBlock, strayReservations, reserved, retired, formerNames];
