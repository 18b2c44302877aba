import { Holding, HoldingSource } from './holding';
import { MapPort, PortOwner, PortState } from './port-map';

/**
 * Every held number, once, in ascending order.
 *
 * @param holdings what each source knows, in any order
 * @param contested the numbers with conflicting owners
 */
export function heldPorts(holdings: readonly Holding[], contested: ReadonlySet<number> = new Set()): MapPort[] {
  const byNumber = new Map<number, Holding[]>();
  for (const holding of holdings) {
    const group = byNumber.get(holding.nodePort);
    if (group) group.push(holding);
    else byNumber.set(holding.nodePort, [holding]);
  }
  return [...byNumber].sort(([a], [b]) => a - b).map(([nodePort, group]) => portOf(nodePort, group, contested));
}

function portOf(nodePort: number, group: Holding[], contested: ReadonlySet<number>): MapPort {
  const isContested = contested.has(nodePort);
  const [first, ...others] = group.sort((a, b) => a.source - b.source);
  const isOwn = (holding: Holding): boolean =>
    sameService(first, holding) || (!isContested && isHeldFor(first, holding));
  const known = merged(first, others.filter(isOwn));
  const rivals = others.filter((holding) => !isOwn(holding)).filter(isDistinct);
  if (!rivals.some(({ source }) => isContested || isClash(source, first))) return toPort(nodePort, known, known.state);
  return { ...toPort(nodePort, known, PortState.CLASH), rivals: rivals.map(ownerOf) };
}

/**
 * Whether two parties conflict although no finding says so: both are live, or a claim in the cluster names someone
 * else.
 */
function isClash(source: HoldingSource, first: Holding): boolean {
  return source === HoldingSource.CLAIM || (source === HoldingSource.LIVE && first.source === HoldingSource.LIVE);
}

/** What several sources know about one owner: the lock knows how it got its number, the cluster what it serves. */
function merged(first: Holding, same: readonly Holding[]): Holding {
  const isAssigned = first.state === PortState.PINNED && same.some(({ state }) => state === PortState.ASSIGNED);
  const known = same.reduce<Holding>(
    (all, { state, since, serves, reservation, holder, reason }) => ({
      ...all,
      // A retired port is in use again, so the date is meaningless.
      since: all.since ?? (state === PortState.RETIRED ? undefined : since),
      serves: all.serves ?? serves,
      reservation: all.reservation ?? reservation,
      holder: all.holder ?? holder,
      reason: all.reason ?? reason,
    }),
    first,
  );
  return isAssigned ? { ...known, state: PortState.ASSIGNED } : known;
}

/** A port that is held for an owner belongs to the Service that uses it. */
function isHeldFor(user: Holding, { service, state }: Holding): boolean {
  return state === PortState.RESERVED && (user.service === undefined) !== (service === undefined);
}

function sameService(a: PortOwner, b: PortOwner): boolean {
  return a.service === b.service && a.namespace === b.namespace && (a.service !== undefined || a.holder === b.holder);
}

function isDistinct(holding: Holding, index: number, all: readonly Holding[]): boolean {
  return all.findIndex((other) => sameService(holding, other)) === index;
}

function ownerOf({ namespace, service, port, serves, holder, reason, reservation, path }: PortOwner): PortOwner {
  return { namespace, service, port, serves, holder, reason, reservation, path };
}

function toPort(nodePort: number, holding: Holding, state: PortState): MapPort {
  const { since } = holding;
  return { nodePort, state, ...ownerOf(holding), since };
}
