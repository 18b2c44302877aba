import { IConstruct } from 'constructs';
import { Cluster, clusterOf, isPartOf } from './cluster';
import { Reservation } from '../../core/assign/reservation';

/** What a construct reserves, and which of its ports were handed out. */
interface Declared {
  readonly reservation: Reservation;
  given?: readonly number[];
}

/** The reservations of each app, by the constructs that declare them. */
const RESERVATIONS = new WeakMap<IConstruct, Map<IConstruct, Declared>>();

/** Records what a construct reserves. */
export function declareReservation(construct: IConstruct, reservation: Reservation): void {
  const { root } = construct.node;
  RESERVATIONS.set(root, (RESERVATIONS.get(root) ?? new Map<IConstruct, Declared>()).set(construct, { reservation }));
}

/** The reservations of a cluster. */
export function reservationsOf(root: IConstruct, cluster: Cluster): Reservation[] {
  return declaredIn(root, cluster).map(({ reservation }) => reservation);
}

/** The blocks of a cluster whose numbers were handed out, by the key of their reservation. */
export function givenBlocksOf(root: IConstruct, cluster: Cluster): Map<string, readonly number[]> {
  const given = declaredIn(root, cluster).flatMap(({ reservation: { key }, given: ports }) =>
    ports ? [[key, ports] as const] : [],
  );
  return new Map(given);
}

/** The blocks below a construct whose numbers were handed out. */
export function givenBlocksBelow(scope: IConstruct): { readonly key: string; readonly ports: readonly number[] }[] {
  const below = [...(RESERVATIONS.get(scope.node.root) ?? [])].filter(([construct]) =>
    construct.node.scopes.includes(scope),
  );
  return below.flatMap(
    ([
      ,
      {
        reservation: { key },
        given: ports,
      },
    ]) => (ports ? [{ key, ports }] : []),
  );
}

/** Notes that the numbers of a reservation were handed out. */
export function giveBlock(root: IConstruct, key: string, ports: readonly number[]): void {
  for (const declared of RESERVATIONS.get(root)?.values() ?? []) {
    if (declared.reservation.key === key && declared.reservation.ports === undefined) declared.given = ports;
  }
}

/** The scopes of the clusters that have reservations. */
export function scopesWithReservations(root: IConstruct): IConstruct[] {
  const constructs = [...(RESERVATIONS.get(root)?.keys() ?? [])];
  return constructs.filter((construct) => isPartOf(root, construct)).map((construct) => clusterOf(construct).scope);
}

function declaredIn(root: IConstruct, { scope }: Cluster): Declared[] {
  const all = [...(RESERVATIONS.get(root) ?? [])];
  const isIn = (construct: IConstruct) => isPartOf(root, construct) && clusterOf(construct).scope === scope;
  return all.filter(([construct]) => isIn(construct)).map(([, declared]) => declared);
}
