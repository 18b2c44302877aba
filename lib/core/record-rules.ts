import { Claim, ClaimKind, isAwaiting, nameOther, ownerKey, serviceKey } from './claim';
import { Concern, PinnedClaim, Rule, about, isPinned, nameCluster, withLargerStaticBand } from './concern';
import { Ledger } from './ledger';
import { nameEntry } from './lock';
import { printPortList } from './reservation';

/** How many owners of a full band are named. */
const MOST_NAMED = 5;

/** A port for which nothing could be chosen, or whose number a patch took out of its manifest. */
const withoutNumber: Rule = ({ ledger, profile }) => ledger.services.flatMap(({ claims, wishes }) => claims.filter(isAwaiting).map((claim) => {
  const { settlement, reservations = [] } = ledger.record;
  if (!settlement || settlement.ports.has(ownerKey(claim.owner)) || wishes?.written?.has(claim.owner.port as string)) {
    return about(claim, 'static-port-missing', 'every node port of a static Service has a number, and its manifest leaves this one unset');
  }
  const key = wishes?.reservation ?? reservations.find(({ services }) => services.includes(serviceKey(claim.owner)))?.key;
  if (key !== undefined) {
    const ports = settlement.blocks.get(key) ?? [];
    const isWritten = reservations.find((each) => each.key === key)?.ports !== undefined;
    const more = isWritten ? `ports: '${printPortList([...ports, (ports[ports.length - 1] ?? 0) + 1])}'` : `size: ${ports.length + 1}`;
    return about(claim, 'reservation-full', `reservation ${key} has no port left for it: ${heldIn(ledger, ports)}`, `Reserve more there, such as ${more}`);
  }
  const { staticBand } = profile.bands;
  const left = [...Array(staticBand.size).keys()].map((step) => staticBand.first + step).filter((port) => !ledger.byPort.has(port));
  const larger = withLargerStaticBand(profile.bands);
  const waysOut = [
    ...larger ? [`Widen --service-node-port-range, then set portRange: '${larger}'`] : ['Remove a Service or a reservation that is not needed any more'],
    ...left.length > 0 ? [`write a port that is never chosen by itself, such as nodePort: ${left[0]}`] : [],
  ];
  return about(claim, 'static-band-full', `the static band ${staticBand} of ${nameCluster(profile)} has no port left to assign: ${heldIn(ledger, [...ledger.byPort.keys()])}`,
    waysOut.join(', or '));
}));

/** Who has some ports, in words short enough to read. */
function heldIn(ledger: Ledger, ports: readonly number[]): string {
  const owners = [...ports].sort((a, b) => a - b).flatMap((port) => {
    const claims = ledger.byPort.get(port) ?? [];
    const holder = claims.find(({ kind }) => kind !== ClaimKind.RESERVATION) ?? claims[0];
    return holder === undefined || !ledger.profile.bands.staticBand.contains(port) ? [] : [`${port} ${holder.owner.path || 'the app'}`];
  });
  const more = owners.length > MOST_NAMED ? ` and ${owners.length - MOST_NAMED} more` : '';
  return owners.length === 0 ? 'it holds none' : `${owners.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** A block for which there is no row of free ports, or that cannot grow where it is. */
const withoutBlock: Rule = ({ ledger, profile }) => (ledger.record.reservations ?? [])
  .filter(({ key }) => ledger.record.settlement?.blocks.has(key) === false)
  .map(({ key, size }): Concern => {
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

/** A reserved port that somebody else has. */
const reserved: Rule = ({ ledger }) => [...ledger.byPort.values()].filter((claims) => claims.length > 1).flatMap((claims) => {
  const holder = claims.find(({ kind }) => kind === ClaimKind.RESERVATION);
  if (holder === undefined) return [];
  return claims.filter((claim): claim is PinnedClaim => claim !== holder && isPinned(claim) && isIntruder(claim, holder, ledger)).map((claim) => {
    const { owner } = holder;
    const orElse = owner.isForeign || claim.owner.service === undefined ? undefined : `let this Service have it: add services: ['${serviceKey(claim.owner)}'] to that reservation`;
    return { ...about(claim, 'port-reserved', `node port ${claim.nodePort} is held by ${nameOther(owner)}`), orElse, otherPath: owner.path };
  });
});

function isIntruder(claim: Claim, { owner: { reservation, ...holder } }: Claim, { record: { settlement } }: Ledger): boolean {
  if (claim.kind === ClaimKind.TAKEN || claim.owner.isForeign) return false;
  if (holder.isForeign) return holder.service === undefined || ownerKey(holder) !== ownerKey(claim.owner);
  return claim.owner.service === undefined || !settlement?.admitted.get(reservation as string)?.has(serviceKey(claim.owner));
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

/** What concerns assignment, reservations and the lock. */
export const recordRules: readonly Rule[] = [withoutNumber, withoutBlock, reserved, retired];
