import { RuleResult, about, ledgerRule } from './rule';
import { Lack, awaitingPorts } from './shared/awaiting-ports';
import { detachedPorts, keepIn, withPorts } from './shared/detached-ports';
import { missingBlock } from './shared/missing-block';
import { lockLine } from './shared/pinned-claims';
import { holdersOf } from './shared/port-holders';
import { printPortList } from '../assign/reservation';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim } from '../service/claim';

/** @see NodePortReservation */
export const reservationFull = ledgerRule({
  code: 'reservation-full',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'A reservation has no port left, or finds none',
  remedy: 'Reserve more ports, or widen the range of the cluster',
  check: ({ ledger }) => [
    ...awaitingPorts(ledger, Lack.RESERVATION)
      .filter(({ reservation }) => !isMissing(reservation, ledger))
      .map(({ claim, reservation }) => withoutReservedPort(claim, reservation as string, ledger)),
    ...ledger.reservations
      .filter(({ key }) => isMissing(key, ledger))
      .map((reservation) => missingBlock(reservation, ledger)),
    ...detachedPorts(ledger),
  ],
});

/** Whether nothing was found for a reservation, so that its Services only lack what it lacks. */
function isMissing(key: string | undefined, { reservations, record: { settlement } }: Ledger): boolean {
  return reservations.some((each) => each.key === key) && settlement?.blocks.has(key as string) === false;
}

/** A port for which its reservation has no free number. */
function withoutReservedPort(claim: Claim, key: string, ledger: Ledger): RuleResult {
  const reservation = ledger.reservations.find((each) => each.key === key);
  if (reservation === undefined) {
    return about(claim, `reservation ${key} holds ports of another cluster`, 'Name a reservation of its own cluster');
  }
  const ports = ledger.blockOf(key);
  const old = [...ledger.locked.values()].find((entry) => entry.reservation === key && isEntryOf(entry, claim));
  if (old) {
    return about(
      claim,
      `its port ${old.nodePort} is no longer part of reservation ${key}, ${printPortList(ports)}`,
      `${keepIn(reservation, old.nodePort, ledger)}, or delete ${lockLine(old, ledger.lockFile)}, to let it move`,
    );
  }
  const what = `reservation ${key} has no port left for it: ${holdersOf(ledger, ports)}`;
  return about(
    claim,
    what,
    `Reserve more there, such as ${withPorts(reservation, ports, [(ports[ports.length - 1] ?? 0) + 1])}`,
  );
}
