import { HeldService } from '../live/held-service';
import { PortEntry, ServiceManifest } from '../service/service-manifest';

/** One number that a request settles. Entries that share a number share its slot. */
export interface Slot {
  /** Undefined where the API server picks. */
  readonly nodePort?: number;
  /** The entry of `spec.ports` that errors name; -1 for the health check. */
  readonly index: number;
}

/** A port that a Service will have, and where its number comes from. */
export interface SettledPort {
  readonly name: string;
  readonly servicePort: number;
  readonly protocol: string;
  readonly slot: Slot;
}

/** What a create or an update asks of the allocator, and what the Service is then. */
export interface ServiceRequest {
  /** What must be reserved or picked, in the order in which the API server does; a number that the Service keeps is not in it. */
  readonly slots: readonly Slot[];
  readonly ports: readonly SettledPort[];
  readonly healthCheck?: Slot;
  /** The entry at which an update gives up: a number twice for one protocol. */
  readonly repeated?: SettledPort;
  /** Whether it changes the health check of a Service that goes on needing one. */
  readonly changesHealthCheck: boolean;
}

/** The Services that reserve numbers at all. */
export function reservesPorts({ type }: ServiceManifest): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** Whether the numbers of a Service survive an update that leaves them out; before 1.30 those of any load balancer did. */
export function keepsOmitted({ type, allocatesNodePorts }: ServiceManifest, minor: number | undefined): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && (allocatesNodePorts !== false || (minor !== undefined && minor < 30)));
}

/**
 * What the creation of a Service asks for: entries of one service port share the number of the first of them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 */
export function creationOf(manifest: ServiceManifest): ServiceRequest {
  const ports: SettledPort[] = [];
  if (!reservesPorts(manifest)) return unreserved(manifest);
  const slots: Slot[] = [];
  const recorded = new Map<number, Slot>();
  for (const entry of manifest.ports) {
    if (entry.nodePort === 0 && manifest.allocatesNodePorts === false) continue;
    const { index } = entry;
    const first = recorded.get(entry.port);
    let slot = first;
    if (!slot) {
      slot = { index, nodePort: manifest.ports.find(({ port, nodePort }) => port === entry.port && nodePort !== 0)?.nodePort };
      recorded.set(entry.port, slot);
    } else if (entry.nodePort !== 0 && entry.nodePort !== slot.nodePort) {
      slot = { index, nodePort: entry.nodePort };
    }
    if (slot !== first) slots.push(slot);
    ports.push(settled(entry, slot));
  }
  return withHealthCheck(manifest, undefined, { slots, ports, changesHealthCheck: false });
}

/**
 * What the update of a Service asks for: a number of the old object is not reserved again, nothing is shared by service port,
 * and a number that is left out is kept by the name of its port.
 */
export function updateOf(manifest: ServiceManifest, held: HeldService, minor: number | undefined): ServiceRequest {
  // Numbers that stay in the manifest while the type lets go of them are wiped.
  if (!reservesPorts(manifest)) return held.reserves && hasSameNumbers(manifest, held) ? NOTHING : unreserved(manifest);
  const own = new Set(held.ports.map(({ nodePort }) => nodePort));
  const fill = held.keepsOmitted && keepsOmitted(manifest, minor) ? keptNumbers(manifest, held) : undefined;
  const slots: Slot[] = [];
  const ports: SettledPort[] = [];
  const reserved = new Map<number, Slot>();
  for (const entry of manifest.ports) {
    const nodePort = entry.nodePort || fill?.(entry.name);
    if (nodePort === undefined && manifest.allocatesNodePorts === false) continue;
    const slot: Slot = (nodePort === undefined ? undefined : reserved.get(nodePort)) ?? { index: entry.index, nodePort };
    if (nodePort === undefined || (!own.has(nodePort) && !reserved.has(nodePort))) slots.push(slot);
    if (nodePort !== undefined) reserved.set(nodePort, slot);
    const port = settled(entry, slot);
    const isRepeated = ports.some((other) => other.slot === slot && other.protocol === port.protocol);
    if (isRepeated) return { slots, ports, repeated: port, changesHealthCheck: false };
    ports.push(port);
  }
  return withHealthCheck(manifest, held, { slots, ports, changesHealthCheck: false });
}

/** The number that each port name keeps, unless it goes to another port of the same Service. */
function keptNumbers(manifest: ServiceManifest, held: HeldService): (name: string) => number | undefined {
  const wanted = new Set(manifest.ports.map(({ nodePort }) => nodePort));
  const byName = new Map(held.ports.map(({ name, nodePort }) => [name, nodePort]));
  return (name) => {
    const number = byName.get(name);
    return number === undefined || wanted.has(number) ? undefined : number;
  };
}

/** The health check comes last and from the same numbers; while it goes on being needed, it is not allocated but compared. */
function withHealthCheck(manifest: ServiceManifest, held: HeldService | undefined, request: ServiceRequest): ServiceRequest {
  if (manifest.type !== 'LoadBalancer' || !manifest.isLocal) return request;
  const wanted = manifest.healthCheck.nodePort || undefined;
  const kept = held?.healthCheck;
  const slot: Slot = { index: -1, nodePort: wanted ?? kept };
  if (kept === undefined) return { ...request, slots: [...request.slots, slot], healthCheck: slot };
  return { ...request, healthCheck: slot, changesHealthCheck: slot.nodePort !== kept };
}

const NOTHING: ServiceRequest = { slots: [], ports: [], changesHealthCheck: false };

function hasSameNumbers({ ports }: ServiceManifest, held: HeldService): boolean {
  const numbersIn = (list: readonly { readonly nodePort: number }[]): string => (
    [...new Set(list.map(({ nodePort }) => nodePort))].filter((nodePort) => nodePort !== 0).sort().join()
  );
  return numbersIn(ports) === numbersIn(held.ports);
}

/** Types that reserve nothing: an ExternalName stores its numbers all the same. */
function unreserved({ type, ports }: ServiceManifest): ServiceRequest {
  const stored = type === 'ExternalName' ? ports.filter(({ nodePort }) => nodePort !== 0) : [];
  return { slots: [], ports: stored.map((entry) => settled(entry, { index: entry.index, nodePort: entry.nodePort })), changesHealthCheck: false };
}

function settled({ name, port, protocol }: PortEntry, slot: Slot): SettledPort {
  return { name, servicePort: port, protocol, slot };
}
