import { placeOf } from './desired-service';
import { FreeNumbers } from './free-numbers';
import { HandoverPlan } from './handovers';
import { OrderProblem, Party } from './plan-steps';
import { HelmRelease } from '../live/helm-release';
import { servicesByKey } from '../live/snapshot';

/** A requested number whose holder is not part of the plan. */
export interface Collision {
  readonly nodePort: number;
  readonly service: string;
  readonly path: string;
  /** The live Service that holds it, as namespace and name. */
  readonly holder: string;
  /** The Helm release that owns the holder. */
  readonly holderRelease?: HelmRelease;
  /** That release, if the requesting Service may belong to it: its own release is unknown. */
  readonly meantFor?: HelmRelease;
  /** Whether pruning would delete the holder. */
  readonly isPrunable: boolean;
  /** A free static port; undefined if there is none. */
  readonly proposed?: number;
}

/**
 * The requested numbers whose holders are not part of the plan.
 *
 * @param whenPruned the Services that would be part of it with pruning
 */
export function collisionsOf(
  { collisions }: HandoverPlan,
  { snapshot, parties }: OrderProblem,
  whenPruned: ReadonlyMap<string, Party>,
  free: FreeNumbers,
): Collision[] {
  const live = servicesByKey(snapshot);
  return collisions
    .filter(({ from }) => !parties.has(from))
    .map(({ nodePort, from, to }) => {
      const { desired, release } = parties.get(to)!;
      const holderRelease = live.get(from)?.release;
      return {
        nodePort,
        service: to,
        path: placeOf(desired!, nodePort),
        holder: from,
        holderRelease,
        meantFor: release === undefined && desired!.namespace === holderRelease?.namespace ? holderRelease : undefined,
        isPrunable: whenPruned.has(from),
        proposed: free.after(nodePort),
      };
    });
}
