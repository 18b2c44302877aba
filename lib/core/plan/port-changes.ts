import { Party } from './plan-steps';
import { isPick } from './port-pool';
import { compareText } from '../findings/place';
import {
  ServicePortState,
  ServiceState,
  leavesUnset,
  needsHealthCheck,
  reservesPorts,
  withDefaults,
} from '../live/service-state';
import { HEALTH_CHECK_PORT } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

/** What happens to a port. */
export enum ChangeKind {
  /** The Service did not have it. */
  NEW = 'new',
  /** It keeps its number, written or not. */
  UNCHANGED = 'unchanged',
  /** It gets another number. */
  MOVED = 'moved',
  /** Its number becomes free. */
  RETIRED = 'retired',
  /**
   * It keeps its number although the manifest no longer has it: a tool only removes what it wrote itself.
   */
  LINGERING = 'lingering',
}

/** What happens to one port of one Service. */
export interface PortChange {
  readonly kind: ChangeKind;
  /** The Service, as namespace and name. */
  readonly service: string;
  /** The name of the service port, empty if it has none, or `healthCheckNodePort`. */
  readonly port: string;
  readonly protocol: string;
  /** Its number today; undefined for a new port. */
  readonly from?: number;
  /** Its number afterwards; undefined for a port that is given up, and for one that the API server will pick. */
  readonly to?: number;
}

type HeldPort = Pick<ServicePortState, 'name' | 'protocol' | 'nodePort'> & { readonly port?: number };

/**
 * What happens to every port of the Services that will change, by number.
 *
 * @param parties the Services
 * @param outcomeOf each of them in the end; undefined for one that is gone
 */
export function portChanges(
  parties: Iterable<Party>,
  outcomeOf: (key: string) => ServiceState | undefined,
): PortChange[] {
  const changes = [...parties].flatMap((party) => changesOfService(party, outcomeOf(party.key)));
  const number = ({ from, to }: PortChange): number => to ?? from ?? Infinity;
  return changes.sort(
    (a, b) => Math.sign(number(a) - number(b)) || compareText(a.service, b.service) || compareText(a.port, b.port),
  );
}

function changesOfService({ key, live, desired }: Party, outcome: ServiceState | undefined): PortChange[] {
  const left = new Set(numberedPorts(live?.state));
  const after = numberedPorts(outcome);
  const changes = after.map((port): PortChange => {
    const old = formerOf(port, [...left], after);
    const to = isPick(port.nodePort) ? undefined : port.nodePort;
    const about = { service: key, port: port.name, protocol: port.protocol, to };
    if (!old) return { ...about, kind: ChangeKind.NEW };
    left.delete(old);
    const kept = desired && isWanted(port, desired.fields) ? ChangeKind.UNCHANGED : ChangeKind.LINGERING;
    return { ...about, kind: old.nodePort === to ? kept : ChangeKind.MOVED, from: old.nodePort };
  });
  const kept = new Set(after.map(({ nodePort }) => nodePort));
  const retired = [...left]
    .filter(({ nodePort }) => !kept.has(nodePort))
    .map(({ name, protocol, nodePort }) => ({
      kind: ChangeKind.RETIRED,
      service: key,
      port: name,
      protocol,
      from: nodePort,
    }));
  return [...changes, ...retired];
}

/**
 * The previous state of a port: the one with its name, or its service port and protocol, or its number, in that order.
 */
function formerOf(
  { name, port, protocol, nodePort }: HeldPort,
  before: readonly HeldPort[],
  after: readonly HeldPort[],
): HeldPort | undefined {
  const isLeft = (old: HeldPort): boolean => !after.some((other) => other.name === old.name);
  return (
    before.find((old) => old.name === name && old.nodePort === nodePort) ??
    before.find((old) => old.name === name) ??
    before.find((old) => old.port === port && old.protocol === protocol && isLeft(old)) ??
    before.find((old) => old.nodePort === nodePort && isLeft(old))
  );
}

/** The ports of a Service that have numbers, including its health check. */
function numberedPorts(state: ServiceState | undefined): HeldPort[] {
  if (!state || !reservesPorts(state)) return [];
  const ports: HeldPort[] = state.ports.filter(({ nodePort }) => nodePort !== 0);
  const { healthCheckNodePort: nodePort } = state;
  return needsHealthCheck(state) && nodePort !== 0
    ? [...ports, { name: HEALTH_CHECK_PORT, protocol: 'TCP', nodePort }]
    : ports;
}

/** Whether a manifest requests a number for a port, written or picked by the API server. */
function isWanted({ name, port, protocol }: HeldPort, fields: ServiceFields): boolean {
  const wanted = withDefaults(fields);
  if (!reservesPorts(wanted)) return false;
  if (name === HEALTH_CHECK_PORT && port === undefined) return needsHealthCheck(wanted);
  const entry = wanted.ports.find((each) => each.port === port && each.protocol === protocol);
  return entry !== undefined && (entry.nodePort !== 0 || !leavesUnset(wanted));
}
