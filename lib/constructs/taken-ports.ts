import { IConstruct } from 'constructs';
import { usageErrorInAppLanguage } from './synth/app-language';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { declarationFaultIn, claimsOfTakenPorts } from '../core/rules/taken-ports';
import { Claim } from '../core/service/claim';

/** A node port held by something outside the app. */
export interface TakenPort {
  /** The port, 1 to 65535. */
  readonly port: number;
  /** What holds it; shown to anyone whose port collides with it. */
  readonly reason: string;
}

/** The claims of ports held outside the app, each once. Throws `not-a-port`, `outside-range` or `reason-missing`. */
export function readTakenPorts(
  { node: { path } }: IConstruct,
  profile: ClusterProfile,
  ports: readonly TakenPort[] = [],
): Claim[] {
  const fault = declarationFaultIn(ports, profile);
  if (fault) throw usageErrorInAppLanguage(fault.kind, { who: `${path}, takenPorts`, ...fault.parts });
  return claimsOfTakenPorts(ports, profile.name, path);
}
