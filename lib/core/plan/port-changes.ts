import { Party } from './plan-steps';
import { requestFor } from './predicted-cluster';
import { reservesPorts } from './service-request';
import { ClusterProfile } from '../cluster/cluster-profile';
import { compareText } from '../findings/finding';
import { HeldService } from '../live/held-service';
import { HEALTH_CHECK_PORT } from '../service/claim';

/** What becomes of a port. */
export enum ChangeKind {
  /** The Service did not have it. */
  NEW = 'new',
  /** It keeps its number, written or not. */
  UNCHANGED = 'unchanged',
  /** It gets another number. */
  MOVED = 'moved',
  /** Its number becomes free. */
  RETIRED = 'retired',
}

/** What becomes of one port of one Service. */
export interface PortChange {
  readonly kind: ChangeKind;
  /** The Service, as namespace and name. */
  readonly service: string;
  /** The name of the service port, empty where it has none, or `healthCheckNodePort`. */
  readonly port: string;
  readonly protocol: string;
  /** What the cluster holds; undefined for a new port. */
  readonly from?: number;
  /** What it will hold; undefined for a retired port, and where the API server is to pick. */
  readonly to?: number;
}

interface NamedPort {
  readonly name: string;
  readonly servicePort?: number;
  readonly protocol: string;
  readonly nodePort?: number;
}

/** What becomes of every port of the Services that are to change, by number. */
export function changesOf(parties: Iterable<Party>, profile: ClusterProfile): PortChange[] {
  const changes: PortChange[] = [];
  for (const party of parties) for (const change of changesOfService(party, profile)) changes.push(change);
  const number = ({ from, to }: PortChange): number => to ?? from ?? Infinity;
  return changes.sort((a, b) => Math.sign(number(a) - number(b)) || compareText(a.service, b.service) || compareText(a.port, b.port));
}

function changesOfService({ key, held, claims }: Party, profile: ClusterProfile): PortChange[] {
  const before = held ? heldPorts(held) : [];
  const after = claims && reservesPorts(claims.manifest) ? wantedPorts({ key, held, claims, position: 0 }, profile) : [];
  const left = new Set(before);
  const isLeft = ({ name }: NamedPort): boolean => !after.some((other) => other.name === name);
  const changes = after.map(({ name, servicePort, protocol, nodePort: to }): PortChange => {
    const old = before.find((port) => left.has(port) && port.name === name && port.nodePort === to)
      ?? before.find((port) => left.has(port) && port.name === name)
      // Renamed only: it may keep its number, and is that port in any case.
      ?? before.find((port) => left.has(port) && to === undefined && port.servicePort === servicePort && port.protocol === protocol && isLeft(port))
      // Renamed, but pinned: the number stays with the Service.
      ?? before.find((port) => left.has(port) && to !== undefined && port.nodePort === to && isLeft(port));
    const about = { service: key, port: name, protocol, to };
    if (!old) return { ...about, kind: ChangeKind.NEW };
    left.delete(old);
    return { ...about, kind: old.nodePort === to ? ChangeKind.UNCHANGED : ChangeKind.MOVED, from: old.nodePort };
  });
  const kept = new Set(after.map(({ nodePort }) => nodePort));
  const retired = [...left].filter(({ nodePort }) => !kept.has(nodePort))
    .map(({ name, protocol, nodePort }) => ({ kind: ChangeKind.RETIRED, service: key, port: name, protocol, from: nodePort }));
  return [...changes, ...retired];
}

function heldPorts({ ports, healthCheck }: HeldService): NamedPort[] {
  return healthCheck === undefined ? [...ports] : [...ports, { name: HEALTH_CHECK_PORT, protocol: 'TCP', nodePort: healthCheck }];
}

function wantedPorts({ held, claims }: Party, profile: ClusterProfile): NamedPort[] {
  const { ports, healthCheck } = requestFor(claims!.manifest, held, profile);
  const wanted = ports.map(({ name, servicePort, protocol, slot }) => ({ name, servicePort, protocol, nodePort: slot.nodePort }));
  return healthCheck ? [...wanted, { name: HEALTH_CHECK_PORT, protocol: 'TCP', nodePort: healthCheck.nodePort }] : wanted;
}
