import { IConstruct } from 'constructs';
import { Cluster, clusterOf, isPartOf } from './cluster';
import { Reservation } from '../../core/assign/reservation';

/** The reservations of each app, by the constructs that make them. */
const RESERVATIONS = new WeakMap<IConstruct, Map<IConstruct, Reservation>>();

/** Records what a construct reserves. */
export function declareReservation(construct: IConstruct, reservation: Reservation): void {
  const { root } = construct.node;
  RESERVATIONS.set(root, (RESERVATIONS.get(root) ?? new Map<IConstruct, Reservation>()).set(construct, reservation));
}

/** The reservations of a cluster. */
export function reservationsOf(root: IConstruct, { scope }: Cluster): Reservation[] {
  const all = [...RESERVATIONS.get(root) ?? []];
  return all.filter(([construct]) => isPartOf(root, construct) && clusterOf(construct).scope === scope).map(([, reservation]) => reservation);
}

/** The scopes of the clusters that anything is reserved in. */
export function scopesWithReservations(root: IConstruct): IConstruct[] {
  return [...RESERVATIONS.get(root)?.keys() ?? []].filter((construct) => isPartOf(root, construct)).map((construct) => clusterOf(construct).scope);
}
