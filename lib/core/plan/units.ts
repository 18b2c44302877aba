import { OrderProblem, Party } from './plan-steps';
import { releaseKey } from '../live/helm-release';

/** What is applied at once: each Service, or all of a release. */
export class Units {
  private readonly members = new Map<string, Party[]>();

  constructor({ parties }: Pick<OrderProblem, 'parties'>) {
    for (const party of parties.values()) {
      const unit = unitOf(party);
      this.members.set(unit, [...(this.members.get(unit) ?? []), party]);
    }
  }

  /** The Services of a unit, in the given order. */
  public of(unit: string): readonly Party[] {
    return this.members.get(unit)!;
  }

  /** The position of its first Service in the given order. */
  public position(unit: string): number {
    return Math.min(...this.of(unit).map(({ position }) => position));
  }

  /** Those from which it is gentlest to take a number: single Services first, and then in the given order. */
  public byPreference(units: readonly string[]): string[] {
    const cost = (unit: string): number => (this.of(unit).length === 1 ? 0 : 1);
    return [...units].sort((a, b) => cost(a) - cost(b) || this.position(a) - this.position(b));
  }
}

/** The name of the unit of a Service: its whole release, or the Service alone. */
export function unitOf({ key, release }: Party): string {
  return release ? `release:${releaseKey(release)}` : key;
}
