import { Party } from './plan-steps';
import { isPick } from './port-pool';
import { compareText } from '../findings/finding';
import { PortState, ServiceState, needsHealthCheck, reservesPorts, withDefaults } from '../live/service-state';
import { HEALTH_CHECK_PORT } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

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
  /**
   * It keeps its number though the manifest does not have it any more: what applies it takes away only what it wrote.
   */
  LINGERING = 'lingering',
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

type HeldPort = Pick<PortState, 'name' | 'protocol' | 'nodePort'> & { readonly port?: number };

/**
 * What becomes of every port of the Services that are to change, by number.
 *
 * @param parties the Services
 * @param outcomeOf what each of them is in the end; undefined for one that is not there
 */
export function changesOf(
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
  const left = new Set(heldPorts(live?.state));
  const after = heldPorts(outcome);
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
 * What a port was before: the one of its name, or of its service port and protocol, or of its number, in that order.
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

/** The ports of a Service that have numbers, its health check among them. */
function heldPorts(state: ServiceState | undefined): HeldPort[] {
  if (!state || !reservesPorts(state)) return [];
  const ports: HeldPort[] = state.ports.filter(({ nodePort }) => nodePort !== 0);
  const { healthCheckNodePort: nodePort } = state;
  return needsHealthCheck(state) && nodePort !== 0
    ? [...ports, { name: HEALTH_CHECK_PORT, protocol: 'TCP', nodePort }]
    : ports;
}

/** Whether a manifest wants a port to have a number: one that it writes, or one that it leaves to the API server. */
function isWanted({ name, port, protocol }: HeldPort, fields: ServiceFields): boolean {
  const wanted = withDefaults(fields);
  if (!reservesPorts(wanted)) return false;
  if (name === HEALTH_CHECK_PORT && port === undefined) return needsHealthCheck(wanted);
  const entry = wanted.ports.find((each) => each.port === port && each.protocol === protocol);
  return entry !== undefined && (entry.nodePort !== 0 || wanted.allocates !== false);
}
