import { shown } from './field-error';
import { PoolRefusal, PortPool } from './port-pool';
import { Refusal } from './refusal';
import { ServicePortState, ServiceState, leavesUnset, needsHealthCheck, reservesPorts } from '../live/service-state';

/** Every number of a stored Service: those of its ports, then that of its health check. */
export function numbersOf({ ports, healthCheckNodePort }: ServiceState): number[] {
  return [...new Set([...ports.map(({ nodePort }) => nodePort), healthCheckNodePort].filter((number) => number !== 0))];
}

/** A Service with every number allocated, or why that fails. */
export type Allocated = { readonly state: ServiceState } | { readonly refusal: Refusal };

/** Allocates the numbers of a Service in the API server's order, and stops where the API server does. */
class Allocation {
  public refusal?: Refusal;

  /**
   * @param name the name of the Service
   * @param pool the numbers of the cluster
   * @param own the numbers that its ports already have
   */
  constructor(
    private readonly name: string,
    private readonly pool: PortPool,
    private readonly own: ReadonlySet<number> = new Set(),
  ) {}

  /** The number of an entry of `spec.ports`: the requested one, or a pick. */
  public port(index: number, wanted: number): number {
    const answer = wanted === 0 ? this.pool.pick() : (this.pool.reserve(wanted, this.own) ?? wanted);
    if (typeof answer === 'number') return answer;
    const error =
      wanted === 0
        ? `Internal error occurred: failed to allocate a nodePort: ${answer.error}`
        : `Service "${this.name}" is invalid: spec.ports[${index}].nodePort: Invalid value: ${wanted}: ${answer.error}`;
    return this.refuse(answer, wanted === 0 ? 500 : 422, error, wanted);
  }

  public healthCheck(wanted: number): number {
    const answer = wanted === 0 ? this.pool.pick() : (this.pool.reserve(wanted) ?? wanted);
    if (typeof answer === 'number') return answer;
    const what = wanted === 0 ? 'a HealthCheck NodePort 0' : `requested HealthCheck NodePort ${wanted}`;
    return this.refuse(answer, 500, `Internal error occurred: failed to allocate ${what}: ${answer.error}`, wanted);
  }

  public repeated({ protocol, nodePort }: ServicePortState): number {
    this.refusal ??= {
      status: 500,
      code: 'port-repeated',
      nodePort,
      error: `duplicate nodePort: {${protocol} ${shown(nodePort)}}`,
    };
    return nodePort;
  }

  private refuse({ code }: PoolRefusal, status: number, error: string, nodePort: number): number {
    this.refusal ??= { status, code, error, nodePort: nodePort || undefined };
    return 0;
  }
}

/**
 * Allocates the numbers of a new Service: entries with the same service port share the number of the first.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go `initNodePorts`
 */
export function allocateNew(name: string, state: ServiceState, pool: PortPool): Allocated {
  const allocation = new Allocation(name, pool);
  const ports = reservesPorts(state) ? createdPorts(state, allocation) : state.ports;
  if (!allocation.refusal && needsHealthCheck(state)) {
    const healthCheckNodePort = allocation.healthCheck(state.healthCheckNodePort);
    return settled(allocation, { ...state, ports, healthCheckNodePort });
  }
  return settled(allocation, { ...state, ports });
}

function createdPorts(state: ServiceState, allocation: Allocation): ServicePortState[] {
  const { ports } = state;
  const recorded = new Map<number, number>();
  return ports.map((port, index) => {
    if (allocation.refusal || (port.nodePort === 0 && leavesUnset(state))) return port;
    const shared = recorded.get(port.port);
    if (shared === undefined) {
      const wanted = ports.find((other) => other.port === port.port && other.nodePort !== 0)?.nodePort ?? 0;
      const nodePort = allocation.port(index, wanted);
      recorded.set(port.port, nodePort);
      return { ...port, nodePort };
    }
    if (port.nodePort === shared) return port;
    return { ...port, nodePort: port.nodePort === 0 ? shared : allocation.port(index, port.nodePort) };
  });
}

/**
 * Allocates the numbers of an updated Service: a number that it already has is not reserved again, and entries with
 * the same service port share nothing.
 *
 * Numbers that it gives up are released only after the update, so they are still held during it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 * `updateNodePorts`
 */
export function allocateChanged(name: string, state: ServiceState, old: ServiceState, pool: PortPool): Allocated {
  const own = new Set(old.ports.map(({ nodePort }) => nodePort));
  const allocation = new Allocation(name, pool, own);
  const ports = reservesPorts(state) ? updatedPorts(state, own, allocation) : state.ports;
  const isNew = needsHealthCheck(state) && !needsHealthCheck(old);
  const healthCheckNodePort =
    !allocation.refusal && isNew ? allocation.healthCheck(state.healthCheckNodePort) : state.healthCheckNodePort;
  return settled(allocation, { ...state, ports, healthCheckNodePort });
}

function updatedPorts(state: ServiceState, own: ReadonlySet<number>, allocation: Allocation): ServicePortState[] {
  const { ports } = state;
  const done: ServicePortState[] = [];
  return ports.map((port, index) => {
    if (allocation.refusal || (port.nodePort === 0 && leavesUnset(state))) return port;
    const isKnown =
      port.nodePort !== 0 && (own.has(port.nodePort) || done.some(({ nodePort }) => nodePort === port.nodePort));
    const next = { ...port, nodePort: isKnown ? port.nodePort : allocation.port(index, port.nodePort) };
    if (done.some(({ protocol, nodePort }) => protocol === next.protocol && nodePort === next.nodePort)) {
      allocation.repeated(next);
    }
    done.push(next);
    return next;
  });
}

/**
 * The numbers that an update frees once it is through, whoever holds them: an ExternalName may carry numbers of others.
 */
export function releasedBy(old: ServiceState, next: ServiceState): number[] {
  if (!reservesPorts(old) && !reservesPorts(next)) return [];
  const kept = new Set(reservesPorts(next) ? next.ports.map(({ nodePort }) => nodePort) : []);
  const ports = old.ports.map(({ nodePort }) => nodePort).filter((number) => number !== 0 && !kept.has(number));
  return needsHealthCheck(old) && !needsHealthCheck(next) ? [...ports, old.healthCheckNodePort] : ports;
}

function settled({ refusal }: Allocation, state: ServiceState): Allocated {
  return refusal ? { refusal } : { state };
}
