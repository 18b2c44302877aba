import { RuleResult, about, ledgerRule } from './rule';
import { Lack, awaitingPorts } from './shared/awaiting-ports';
import { detachedPorts, keepIn, withPorts } from './shared/detached-ports';
import { missingBlock } from './shared/missing-block';
import { lockLine } from './shared/pinned-claims';
import { holdersOf } from './shared/port-holders';
import { moreStaticPorts } from './shared/wider-range';
import { Reservation, printPortList } from '../assign/reservation';
import { Authority, Severity } from '../findings/finding-kind';
import { FreeStaticPorts } from '../ledger/free-static-ports';
import { Ledger } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim } from '../service/claim';

/** @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#reserve-ports */
export const reservationFull = ledgerRule({
  code: 'reservation-full',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'A reservation has no port left, or finds none',
  remedy: 'Reserve more ports, or widen the range of the cluster',
  check: ({ ledger, free }) => [
    ...awaitingPorts(ledger, Lack.RESERVATION)
      .filter(({ reservation }) => !isMissing(reservation, ledger))
      .map(({ claim, reservation }) => withoutReservedPort(claim, reservation as string, ledger, free)),
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
function withoutReservedPort(claim: Claim, key: string, ledger: Ledger, free: FreeStaticPorts): RuleResult {
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
  return about(claim, what, oneMore(reservation, ports, ledger, free));
}

/** How to add a port to a reservation; all ports that wait for it get the same proposal. */
function oneMore(reservation: Reservation, ports: readonly number[], ledger: Ledger, free: FreeStaticPorts): string {
  const { bands } = ledger.profile;
  const port = free.for(`reservation ${reservation.key}`, ports.at(-1) ?? bands.staticBand.last);
  if (port === undefined) return moreStaticPorts(bands);
  return `Reserve more there, such as ${withPorts(reservation, ports, [port], ledger)}`;
}
