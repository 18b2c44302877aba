import { IConstruct } from 'constructs';
import { usageError } from './synth/app-language';
import { requirePort } from './synth/port-number';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { outsideRange } from '../core/rules/outside-range';
import { Claim, takenClaim } from '../core/service/claim';

/** A node port held by something outside the app. */
export interface TakenPort {
  /** The port, 1 to 65535. */
  readonly port: number;
  /** What holds it; shown to anyone whose port collides with it. */
  readonly reason: string;
}

/** The claims of ports held outside the app, each once. Throws `not-a-port`, `outside-range` or `reason-missing`. */
export function takenClaims(
  { node: { path } }: IConstruct,
  profile: ClusterProfile,
  ports: readonly TakenPort[] = [],
): Claim[] {
  const reasons = new Map<number, string[]>();
  for (const { port, reason } of ports) {
    requireTakable(`${path}, takenPorts`, profile, port);
    if (!reason || reason.trim() === '') {
      const wayOut = 'Say what holds it, such as "the API server"';
      throw usageError('reason-missing', { who: path, what: `port ${port} is taken without a reason`, wayOut });
    }
    reasons.set(port, [...(reasons.get(port) ?? []), reason.trim()]);
  }
  return [...reasons].map(([port, all]) => takenClaim(profile.name, path, port, all.join('; ')));
}

function requireTakable(who: string, { range, bands }: ClusterProfile, port: number): void {
  requirePort(port, { who, staticBand: bands.staticBand, prop: 'port' });
  if (range.contains(port)) return;
  const what = `port ${port} is outside the range of the cluster, ${range}`;
  throw usageError(outsideRange, { who, what, wayOut: `Remove port: ${port}` });
}
