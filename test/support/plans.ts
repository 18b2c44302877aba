import { ApiServer, Pick, Port, Service, keyOf } from './api-server';
import { PortRange } from '../../lib/core/cluster/port-range';
import { readLiveServices } from '../../lib/core/live/read-live-services';
import { ApplyTool } from '../../lib/core/merge/apply-tools';
import { PlanOptions } from '../../lib/core/plan/parties';
import { Plan, planOf } from '../../lib/core/plan/plan';
import { Step, StepKind } from '../../lib/core/plan/plan-steps';
import { ServiceClaims, claimsOf } from '../../lib/core/service/service-claims';

/** A range of 32 ports, 16 of them static. */
export const RANGE = PortRange.between(30000, 30031);

/** Picks as far from the numbers that tests write as the band allows. */
export const HARMLESS: Pick = (free) => free[free.length - 1];

/** An API server of that range. */
export function apiServer(pick: Pick = HARMLESS): ApiServer {
  return new ApiServer(RANGE.first, RANGE.last, 16, pick);
}

/** A Service in the namespace `shop`. */
export function service(name: string, ports: Port[], spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name },
    spec: { type: 'NodePort', ports, ...spec },
  };
}

/** A NodePort Service of one pinned port. */
export function pinned(name: string, nodePort: number): Service {
  return service(name, [{ name: 'web', port: 80, nodePort }]);
}

/** Manifests as the library reads them. */
export function desired(services: readonly Service[]): ServiceClaims[] {
  return services.map((each, index) =>
    claimsOf(each, { cluster: 'prod', path: `doc-${index}`, demandsStatic: false, keepsFields: true }),
  );
}

/**
 * The plan for manifests that replace what an API server holds, as by PUT; if something is pruned, the plan for
 * `kubectl apply`.
 */
export function plan(server: ApiServer, services: readonly Service[], options: Partial<PlanOptions> = {}): Plan {
  return planOf(readLiveServices(server.list(), 'prod', RANGE)!.snapshot, desired(services), {
    tool: options.prune ? ApplyTool.KUBECTL : ApplyTool.REPLACE,
    prune: false,
    ...options,
  });
}

/** The manifest of a Service that counts. */
export function lastOf(services: readonly Service[], key: string): Service {
  return services.filter((each) => keyOf(each) === key).pop()!;
}

/** Sends a step of a plan to an API server, which may throw. */
export function send(step: Step, server: ApiServer, services: readonly Service[]): void {
  if (step.kind === StepKind.DELETE) return server.delete(step.service);
  if (step.kind === StepKind.APPLY) {
    for (const each of documentsOf(step, services)) server.apply(each);
    return;
  }
  const live = structuredClone(server.services.get(step.service)!);
  live.spec.ports.forEach((port, at) => {
    port.nodePort = step.moves?.find(({ index }) => index === at)?.to ?? port.nodePort;
  });
  if (step.dropsHealthCheck) {
    Object.assign(live.spec, { externalTrafficPolicy: 'Cluster', healthCheckNodePort: undefined });
  }
  return server.apply(live);
}

/** The documents that a step applies; the last one of its Service if it names none. */
function documentsOf({ documents, service: key }: Step, services: readonly Service[]): Service[] {
  return documents?.map(({ path }) => services[Number(path.replace('doc-', ''))]) ?? [lastOf(services, key)];
}

/** Steps in short. */
export function summaryOf(steps: readonly Step[] | undefined): string[] | undefined {
  return steps?.map(({ kind, service: key, moves = [], dropsHealthCheck }) =>
    [
      kind,
      key.replace('shop/', ''),
      ...moves.map(({ from, to }) => `${from}->${to}`),
      ...(dropsHealthCheck ? ['without health check'] : []),
    ].join(' '),
  );
}

/** Which manifests an API server refuses, by place, if they replace what is there. */
export function refusedBy(
  server: ApiServer,
  services: readonly Service[],
): { document: number; status: number; error: string }[] {
  return services.flatMap((each, document) => {
    try {
      server.apply(each);
      return [];
    } catch (error) {
      const { status, message } = error as Error & { status: number };
      return [{ document, status, error: message }];
    }
  });
}
