import { obstacleAt } from './missing-block';
import { lockLine } from './pinned-claims';
import { MAX_BLOCK_SIZE, Reservation, printPortList } from '../../assign/reservation';
import { portRow } from '../../cluster/port-row';
import { Ledger } from '../../ledger/ledger';
import { LockEntry, isEntryOf, isInUse } from '../../lock/lock';
import { RESERVATION_KEY } from '../../service/assign-request';
import { Claim, isOfService, serviceKey } from '../../service/claim';
import { nameOther } from '../../service/owner-names';
import { RuleResult, about } from '../rule';

/** The ports that Services have from a reservation which no longer contains them, since it became smaller. */
export function detachedPorts(ledger: Ledger): RuleResult[] {
  const { settlement } = ledger.record;
  return ledger.reservations
    .filter(({ key, isForeign }) => !isForeign && settlement?.blocks.has(key))
    .flatMap((each) => entriesLeftBy(each, ledger).flatMap((entry) => detachment(entry, each, ledger)));
}

/** The lines of the lock for ports that were drawn from a reservation, and that no reservation contains. */
function entriesLeftBy({ key, formerly }: Reservation, { locked, record: { settlement } }: Ledger): LockEntry[] {
  const held = new Set([...(settlement?.blocks.values() ?? [])].flat());
  return [...locked.values()]
    .filter((entry) => isInUse(entry) && !held.has(entry.nodePort))
    .filter(({ reservation }) => reservation !== undefined && [key, formerly].includes(reservation));
}

function detachment(entry: LockEntry, reservation: Reservation, ledger: Ledger): RuleResult[] {
  const claims = (ledger.byPort.get(entry.nodePort) ?? []).filter((claim) => isEntryOf(entry, claim));
  const own = claims.find(isOfService);
  if (own) return ledger.draws(own, reservation) ? [ofService(own, reservation, ledger)] : [];
  const other = claims.find(({ owner }) => owner.isForeign);
  return other ? [ofOther(other, entry, reservation, ledger)] : [];
}

function ofService(claim: Claim, reservation: Reservation, ledger: Ledger): RuleResult {
  const { key, services } = reservation;
  const service = serviceKey(claim.owner);
  const wish = ledger.record.writer === undefined ? 'its prop reservation' : `${RESERVATION_KEY}: ${key}`;
  const link = services.includes(service) ? `${service} from the services of the reservation` : wish;
  const port = claim.nodePort as number;
  const what = `its port ${port} is no longer part of reservation ${key}, ${portsOf(reservation, ledger)}`;
  return about(claim, what, `${keepIn(reservation, port, ledger)}, or remove ${link}, to keep it outside`);
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
      `${keepIn(reservation, port, ledger)}, or delete nodePort: ${port} of that Service and ` +
      `${lockLine(entry, ledger.lockFile)}, to let it move`,
    otherPath: claim.owner.path,
  };
}

function portsOf({ key }: Reservation, ledger: Ledger): string {
  return printPortList(ledger.blockOf(key));
}

/** How to let a reservation contain a port that it had: one proposal for all the ports that it lost. */
export function keepIn(reservation: Reservation, port: number, ledger: Ledger): string {
  const lost = new Set([...lostPorts(reservation, ledger), port]);
  const larger = withPorts(reservation, ledger.blockOf(reservation.key), [...lost], ledger);
  return `Write ${larger}, to keep it in the reservation`;
}

/** The ports outside a reservation that Services still have from it, or wait for. */
function lostPorts(reservation: Reservation, ledger: Ledger): number[] {
  return entriesLeftBy(reservation, ledger)
    .filter((entry) => isWanted(entry, reservation, ledger))
    .map(({ nodePort }) => nodePort);
}

function isWanted(entry: LockEntry, reservation: Reservation, ledger: Ledger): boolean {
  const { nodePort } = entry;
  const others = (ledger.byPort.get(nodePort) ?? []).filter(({ owner }) => owner.isForeign);
  const own = ledger.services
    .flatMap(({ claims }) => claims)
    .filter((claim) => (claim.nodePort ?? nodePort) === nodePort);
  return (
    others.some((claim) => isEntryOf(entry, claim)) ||
    own.some((claim) => isEntryOf(entry, claim) && ledger.draws(claim, reservation))
  );
}

/** The prop that lets a reservation contain more ports: a block can only grow upwards, over ports that it can get. */
export function withPorts(
  reservation: Reservation,
  ports: readonly number[],
  more: readonly number[],
  ledger: Ledger,
): string {
  const all = [...ports, ...more].sort((a, b) => a - b);
  const list = `ports: '${printPortList(all)}'`;
  if (reservation.ports) return list;
  const [first] = all;
  const size = all[all.length - 1] - first + 1;
  const canGrow =
    first === (ports[0] ?? first) &&
    size <= MAX_BLOCK_SIZE &&
    portRow(first, size).every((port) => all.includes(port) || !obstacleAt(port, reservation, ledger));
  return canGrow ? `size: ${size}` : `${list} instead of size: ${reservation.size}`;
}
