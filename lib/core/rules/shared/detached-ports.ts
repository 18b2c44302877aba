import { lockLine } from './pinned-claims';
import { Reservation, drawnFrom, printPortList } from '../../assign/reservation';
import { Ledger } from '../../ledger/ledger';
import { LockEntry, isEntryOf, isInUse } from '../../lock/lock';
import { RESERVATION_KEY } from '../../service/assign-request';
import { Claim, isOfService, serviceKey } from '../../service/claim';
import { nameOther } from '../../service/owner-names';
import { RuleResult, about } from '../rule';

/** The ports that Services have from a reservation which no longer contains them, since it became smaller. */
export function detachedPorts(ledger: Ledger): RuleResult[] {
  const { settlement } = ledger.record;
  if (settlement === undefined) return [];
  const held = new Set([...settlement.blocks.values()].flat());
  const left = [...ledger.locked.values()].filter((entry) => isInUse(entry) && !held.has(entry.nodePort));
  return ledger.reservations
    .filter(({ key, isForeign }) => !isForeign && settlement.blocks.has(key))
    .flatMap((each) =>
      left
        .filter(({ reservation }) => reservation === each.key || (reservation && reservation === each.formerly))
        .flatMap((entry) => detachment(entry, each, ledger)),
    );
}

function detachment(entry: LockEntry, reservation: Reservation, ledger: Ledger): RuleResult[] {
  const claims = (ledger.byPort.get(entry.nodePort) ?? []).filter((claim) => isEntryOf(entry, claim));
  const own = claims.find(isOfService);
  if (own) return draws(own, reservation, ledger) ? [ofService(own, reservation, ledger)] : [];
  const other = claims.find(({ owner }) => owner.isForeign);
  return other ? [ofOther(other, entry, reservation, ledger)] : [];
}

/** Whether a port of a Service draws from a reservation. */
export function draws(claim: Claim, { key }: Reservation, { services, reservations }: Ledger): boolean {
  const wishes = services.find(({ claims }) => claims.includes(claim))?.wishes;
  return drawnFrom(claim.owner, wishes?.reservation, reservations) === key;
}

function ofService(claim: Claim, reservation: Reservation, ledger: Ledger): RuleResult {
  const { key, services } = reservation;
  const service = serviceKey(claim.owner);
  const wish = ledger.record.writer === undefined ? 'its prop reservation' : `${RESERVATION_KEY}: ${key}`;
  const link = services.includes(service) ? `${service} from the services of the reservation` : wish;
  const port = claim.nodePort as number;
  const what = `its port ${port} is no longer part of reservation ${key}, ${portsOf(reservation, ledger)}`;
  return about(claim, what, `${keep(reservation, port, ledger)}, or remove ${link}, to keep it outside`);
}

/** A Service of another writer of the lock: it still draws from the reservation, and keeps its port. */
function ofOther(claim: Claim, entry: LockEntry, reservation: Reservation, ledger: Ledger): RuleResult {
  const { nodePort: port } = entry;
  return {
    path: reservation.key,
    nodePort: port,
    what:
      `it no longer contains ${port}, only ${portsOf(reservation, ledger)}, and ${nameOther(claim.owner)} still has ` +
      'that port from it',
    wayOut:
      `${keep(reservation, port, ledger)}, or delete nodePort: ${port} of that Service and ` +
      `${lockLine(entry, ledger.lockFile)}, to let it move`,
    otherPath: claim.owner.path,
  };
}

function portsOf({ key }: Reservation, ledger: Ledger): string {
  return printPortList(ledger.blockOf(key));
}

function keep(reservation: Reservation, port: number, ledger: Ledger): string {
  return keepIn(reservation, ledger.blockOf(reservation.key), port);
}

/** How to let a reservation contain a port that it had. */
export function keepIn(reservation: Reservation, ports: readonly number[], port: number): string {
  return `Write ${withPort(reservation, ports, port)}, to keep it in the reservation`;
}

/** The prop that lets a reservation contain one more port. */
export function withPort({ ports: written }: Reservation, ports: readonly number[], port: number): string {
  if (written) return `ports: '${printPortList([...ports, port].sort((a, b) => a - b))}'`;
  return `size: ${port - (ports[0] ?? port) + 1}`;
}
