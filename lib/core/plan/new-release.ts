import { DesiredService } from './desired-service';
import { HelmRelease, isSameRelease } from '../live/helm-release';
import { LiveService } from '../live/live-service';
import { leavesUnset, needsHealthCheck, reservesPorts, withDefaults } from '../live/service-state';

/**
 * Whether nothing of a release is live, so that Helm installs it. It then creates all Services at once, and nobody
 * knows which of them the API server meets first.
 *
 * @see https://github.com/helm/helm/blob/main/pkg/kube/client.go `batchPerform`
 */
export function isNewRelease(release: HelmRelease | undefined, live: Iterable<LiveService>): boolean {
  return release !== undefined && ![...live].some((service) => isOf(service, release));
}

function isOf({ release: owner, released }: LiveService, release: HelmRelease): boolean {
  return isSameRelease(owner, release) || (released?.fields !== undefined && isSameRelease(released.release, release));
}

/** Puts Services that leave a number to the API server first, so that their picks count as a risk to all others. */
export function picksFirst<T extends { readonly desired: DesiredService }>(documents: readonly T[]): T[] {
  return [...documents].sort((a, b) => Number(leavesPick(b.desired)) - Number(leavesPick(a.desired)));
}

/** A Service and all those that compete with it for a number, directly or through others, in their order. */
export function rivalsOf(desired: DesiredService, others: readonly DesiredService[]): DesiredService[] {
  const rivals = new Set([desired]);
  const numbers = new Set(writtenNumbers(desired));
  for (let size = 0; size < rivals.size;) {
    size = rivals.size;
    for (const other of others.filter((each) => writtenNumbers(each).some((number) => numbers.has(number)))) {
      rivals.add(other);
      for (const number of writtenNumbers(other)) numbers.add(number);
    }
  }
  return others.filter((other) => rivals.has(other));
}

function writtenNumbers({ fields: { scalars, ports = [] } }: DesiredService): number[] {
  const numbers = [...ports.map(({ nodePort }) => nodePort), scalars.healthCheckNodePort];
  return numbers.filter((number): number is number => typeof number === 'number' && number !== 0);
}

function leavesPick({ fields }: DesiredService): boolean {
  const state = withDefaults(fields);
  const isOpen = !leavesUnset(state) && state.ports.some(({ nodePort }) => nodePort === 0);
  return (reservesPorts(state) && isOpen) || (needsHealthCheck(state) && state.healthCheckNodePort === 0);
}
