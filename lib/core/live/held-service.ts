import { Snapshot } from './snapshot';
import { ClaimKind, serviceKey } from '../service/claim';

/** One port of a Service as the cluster holds it. */
export interface HeldPort {
  readonly name: string;
  /** The number of the service port; undefined where the snapshot does not say. */
  readonly servicePort?: number;
  readonly protocol: string;
  readonly nodePort: number;
}

/** A Service as the cluster holds it: the old object of an update. */
export interface HeldService {
  readonly ports: readonly HeldPort[];
  /** Undefined where it needs no health check. */
  readonly healthCheck?: number;
  /** Whether its type is one that reserves numbers: NodePort or LoadBalancer. */
  readonly reserves: boolean;
  /** Whether `kubectl apply` or Helm is known to have written it, so that they take away what is no longer written. */
  readonly isApplied: boolean;
  /** Whether its numbers survive an update that leaves them out. */
  readonly keepsOmitted: boolean;
}

/** Every number of a Service: its ports, then its health check. */
export function numbersOf(held: HeldService | undefined): number[] {
  if (!held) return [];
  const numbers = new Set(held.ports.map(({ nodePort }) => nodePort));
  return held.healthCheck === undefined ? [...numbers] : [...numbers, held.healthCheck];
}

/** The Services of a snapshot, by namespace and name. */
export function heldServices({ ports }: Snapshot): Map<string, HeldService> {
  const services = new Map<string, HeldService>();
  for (const { kind, name, servicePort, protocol, nodePort, isApplied, isKept, ...owner } of ports) {
    const key = serviceKey(owner);
    const held = services.get(key) ?? { ports: [], reserves: true, isApplied, keepsOmitted: true };
    services.set(key, kind === ClaimKind.HEALTH_CHECK
      ? { ...held, healthCheck: nodePort }
      : { ...held, ports: [...held.ports, { name, servicePort, protocol, nodePort }], keepsOmitted: held.keepsOmitted && isKept });
  }
  return services;
}
