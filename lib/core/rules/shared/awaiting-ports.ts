import { drawnFrom } from '../../assign/reservation';
import { Ledger } from '../../ledger/ledger';
import { Claim, isAwaiting, ownerKey } from '../../service/claim';
import { PortWishes } from '../../service/service-claims';

/** Why a static port has no number. */
export enum Lack {
  /** Its manifest lacks the number that was written or chosen. */
  LOST,
  /** Its reservation is full. */
  RESERVATION,
  /** The static band is full. */
  BAND,
}

/** A static port without a number. */
interface AwaitingPort {
  readonly claim: Claim;
  readonly lack: Lack;
  /** The reservation that it draws from. */
  readonly reservation?: string;
}

/** The static ports that lack a number for a given reason. */
export function awaitingPorts(ledger: Ledger, reason: Lack): AwaitingPort[] {
  return ledger.notable
    .flatMap(({ claims, wishes }) => claims.filter(isAwaiting).map((claim) => lackOf(claim, wishes, ledger)))
    .filter(({ lack }) => lack === reason);
}

function lackOf(claim: Claim, wishes: PortWishes | undefined, ledger: Ledger): AwaitingPort {
  const { settlement } = ledger.record;
  if (!settlement || settlement.ports.has(ownerKey(claim.owner))) return { claim, lack: Lack.LOST };
  const reservation = drawnFrom(claim.owner, wishes?.reservation, ledger.reservations);
  return { claim, reservation, lack: reservation === undefined ? Lack.BAND : Lack.RESERVATION };
}
