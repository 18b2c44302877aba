import { Slip, slipsOf } from './slips';
import { shortName } from '../findings/printable';

/** One entry of `spec.ports`, with the API server's defaults filled in. */
export interface PortEntry {
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** 0 where it is unset. */
  readonly nodePort: number;
  /** What stands in the manifest where it is not a whole number. */
  readonly unreadable?: unknown;
}

/** The types of Service that there are. */
export const SERVICE_TYPES: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

/** The type that was meant by one that differs in capitals only; any other as it is. */
export function intendedType(type: string): string {
  return SERVICE_TYPES.find((each) => each.toLowerCase() === type.toLowerCase()) ?? type;
}

/** What messages call a port: its name, or its number and protocol. */
export function nameEntryPort({ name, port, protocol }: PortEntry): string {
  return name || `${port}/${protocol}`;
}

/** The first entry of each node port that is written. */
export function indexedNumbers(ports: readonly PortEntry[]): PortEntry[] {
  const first = new Map<number, PortEntry>();
  for (const entry of ports) if (entry.nodePort !== 0 && !first.has(entry.nodePort)) first.set(entry.nodePort, entry);
  return [...first.values()];
}

/** What decides the node ports of a Service, read from its manifest. */
export interface ServiceManifest {
  /** Ends in `*` where the API server is to complete it (`generateName`). */
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly ports: readonly PortEntry[];
  readonly isHeadless: boolean;
  readonly isLocal: boolean;
  /** Undefined where the field is absent. */
  readonly allocatesNodePorts?: boolean;
  readonly healthCheck: Pick<PortEntry, 'nodePort' | 'unreadable'>;
  /** What its author most likely meant otherwise. */
  readonly slips: readonly Slip[];
  /** Whether a cluster printed it: then nobody knows whether its numbers were pinned or picked. */
  readonly isLive: boolean;
}

/** Whether a rendered object is a `v1` Service; resources of other groups that are called so are not. */
export function isService(manifest: unknown): boolean {
  const { apiVersion, kind } = record(manifest);
  return isServiceKind(apiVersion, kind);
}

/** Whether an object of such a version and kind is a Service. A version may have an empty group in front. */
export function isServiceKind(apiVersion: unknown, kind: unknown): boolean {
  return kind === 'Service' && (apiVersion === 'v1' || apiVersion === '/v1');
}

/** The kind of the items of a list that do not name one themselves. */
export function itemKind(listKind: string): string {
  return listKind.endsWith('List') ? listKind.slice(0, -'List'.length) : listKind;
}

/** Whether a rendered object is a list that a cluster prints its Services in. */
export function isListOfServices(manifest: unknown): boolean {
  const { apiVersion, kind, items } = record(manifest);
  return apiVersion === 'v1' && (kind === 'List' || kind === 'ServiceList') && Array.isArray(items);
}

/** What a rendered object comes to: kubectl and the API server take its `items` instead of it, whatever its kind is. */
export function unfoldList(manifest: unknown): readonly unknown[] {
  const { apiVersion, kind, items } = record(manifest);
  if (!Array.isArray(items)) return [manifest];
  const inherited = { apiVersion, kind: typeof kind === 'string' ? itemKind(kind) : '' };
  return items.flatMap((item) => unfoldList({ ...inherited, ...record(item) }));
}

/** Reads a Service manifest; fields of a wrong type count as absent, except for node ports. */
export function readManifest(manifest: unknown): ServiceManifest {
  const { metadata, spec, status } = record(manifest);
  const { name, generateName, namespace, annotations, uid, resourceVersion, creationTimestamp } = record(metadata);
  const {
    type,
    ports,
    clusterIP,
    clusterIPs,
    externalTrafficPolicy,
    allocateLoadBalancerNodePorts,
    healthCheckNodePort,
  } = record(spec);
  return {
    name: text(name) ?? (text(generateName) ? `${text(generateName)}*` : ''),
    namespace: text(namespace) || undefined,
    annotations: record(annotations),
    type: text(type) || 'ClusterIP',
    ports: Array.isArray(ports) ? ports.map(readEntry) : [],
    isHeadless: clusterIP === 'None' || (Array.isArray(clusterIPs) && clusterIPs[0] === 'None'),
    isLocal: externalTrafficPolicy === 'Local',
    allocatesNodePorts: typeof allocateLoadBalancerNodePorts === 'boolean' ? allocateLoadBalancerNodePorts : undefined,
    healthCheck: healthCheckNodePort === undefined ? UNSET : readEntry({ nodePort: healthCheckNodePort }, -1),
    // The time alone is written by tools too, and by dry runs as null.
    slips: slipsOf(record(metadata), record(spec)),
    isLive: isGiven(uid) || isGiven(resourceVersion) || (isGiven(creationTimestamp) && isGiven(status)),
  };
}

function readEntry(value: unknown, index: number): PortEntry {
  const { name, port, protocol, nodePort } = record(value);
  const isReadable = isUnsetOrWhole(nodePort);
  return {
    index,
    name: text(name) ?? '',
    // Numbers and texts only: a map may not even be convertible.
    port: typeof port === 'number' || typeof port === 'string' ? Number(port) : NaN,
    protocol: text(protocol) || 'TCP',
    nodePort: isReadable ? (nodePort ?? 0) : 0,
    unreadable: isReadable ? undefined : (text(nodePort) ?? nodePort),
  };
}

/** Whether the API server can decode it: a number outside 32 bits fails there, before any rule. */
export function isUnsetOrWhole(value: unknown): value is number | null | undefined {
  return value === undefined || value === null || (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Whether a value has fields. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function record(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : NO_FIELDS;
}

/** What a map and a number that are not there are read as. */
export const NO_FIELDS: Record<string, unknown> = Object.freeze({});
export const UNSET: ServiceManifest['healthCheck'] = Object.freeze({ nodePort: 0 });

/** A text; of one that no cluster takes, because it is far too long, no more than a report needs. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? shortName(value) : undefined;
}
