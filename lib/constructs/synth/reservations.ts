import { IConstruct } from 'constructs';
import { Cluster, clusterOf, isPartOf } from './cluster';
import { perApp } from './per-app';
import { Reservation } from '../../core/assign/reservation';

/** What a construct reserves. */
interface DeclaredReservation extends Reservation {
  readonly construct: IConstruct;
  /** The ports of a block, once one of them was handed out. */
  given?: readonly number[];
}

const declaredIn = perApp((): DeclaredReservation[] => []);

/** Records what a construct reserves. */
export function declareReservation(construct: IConstruct, reservation: Reservation): void {
  declaredIn(construct).push({ ...reservation, construct });
}

/** Every reservation of an app. */
export function allReservations(root: IConstruct): DeclaredReservation[] {
  return declaredIn(root).filter(({ construct }) => isPartOf(root, construct));
}

/** The reservations of a cluster. */
export function reservationsOf({ scope }: Cluster): DeclaredReservation[] {
  return allReservations(scope.node.root).filter(({ construct }) => clusterOf(construct).scope === scope);
}
