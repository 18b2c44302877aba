import { Lack, awaitingPorts } from './awaiting-ports';
import { lockLine } from './pinned-claims';
import { holdersOf } from './port-holders';
import { LedgerRule, RuleResult, about } from './rule';
import { withLargerStaticBand } from './wider-range';
import { Reservation, printPortList } from '../assign/reservation';
import { nameCluster } from '../cluster/cluster-profile';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim } from '../service/claim';

/** @see NodePortReservation */
export const reservationFull = {
  code: 'reservation-full',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'A reservation has no port left, or finds none',
  remedy: 'Reserve more ports, or widen the range of the cluster',
  check: ({ ledger }) => [
    ...awaitingPorts(ledger, Lack.RESERVATION).map(({ claim, reservation }) =>
      withoutReservedPort(claim, reservation as string, ledger),
    ),
    ...(ledger.record.reservations ?? [])
      .filter(({ key }) => ledger.record.settlement?.blocks.has(key) === false)
      .map((reservation) => withoutBlock(reservation, ledger)),
  ],
} as const satisfies LedgerRule;

/** A port for which its reservation has no free number. */
function withoutReservedPort(claim: Claim, key: string, ledger: Ledger): RuleResult {
  const { reservations = [], settlement, lockFile } = ledger.record;
  const reservation = reservations.find((each) => each.key === key);
  if (reservation === undefined) {
    return about(claim, `reservation ${key} holds ports of another cluster`, 'Name a reservation of its own cluster');
  }
  const ports = settlement?.blocks.get(key) ?? [];
  const old = [...ledger.locked.values()].find((entry) => entry.reservation === key && isEntryOf(entry, claim));
  if (old) {
    return about(
      claim,
      `its port ${old.nodePort} is no longer part of reservation ${key}, ${printPortList(ports)}`,
      `Keep ${old.nodePort} in it, or delete ${lockLine(old, lockFile ?? '')}, to let it move`,
    );
  }
  const what = `reservation ${key} has no port left for it: ${holdersOf(ledger, ports)}`;
  return about(claim, what, `Reserve more there, such as ${oneMore(reservation, ports)}`);
}

/** The prop that makes a reservation one port larger. */
function oneMore(reservation: Reservation, ports: readonly number[]): string {
  const next = (ports[ports.length - 1] ?? 0) + 1;
  return reservation.ports ? `ports: '${printPortList([...ports, next])}'` : `size: ${ports.length + 1}`;
}

/** A block without enough consecutive free ports, or one that cannot grow in place. */
function withoutBlock({ key, size }: Reservation, ledger: Ledger): RuleResult {
  const { bands } = ledger.profile;
  const known = [...ledger.locked.values()]
    .filter(({ reservation }) => reservation === key)
    .map(({ nodePort }) => nodePort);
  if (known.length > 0) return cannotGrow(key, size, known, ledger);
  const larger = withLargerStaticBand(bands);
  const what =
    `there is no block of ${size} free ports in the static band ${bands.staticBand} of ` +
    `${nameCluster(ledger.profile)}`;
  const wayOut =
    `Reserve fewer, or widen ` + `--service-node-port-range${larger ? `, then set portRange: '${larger}'` : ''}`;
  return { path: key, what, wayOut };
}

function cannotGrow(
  key: string,
  size: number | undefined,
  known: readonly number[],
  { byPort, record }: Ledger,
): RuleResult {
  const next = known[0] + known.length;
  const holder = byPort.get(next)?.[0].owner.path;
  const obstacle = holder === undefined ? 'outside the static band, or locked' : `held by ${holder || 'the app'}`;
  return {
    path: key,
    what: `it holds ${printPortList(known)} and cannot grow to ${size} ports in a row: ${next} is ${obstacle}`,
    wayOut:
      `Keep size: ${known.length} and add a second reservation, or delete its lines, such as ` +
      `${known[0]}: {…}, of ${record.lockFile}, but not their comments, to let the whole block move`,
  };
}
