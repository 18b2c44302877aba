import { Slip, slipsOf } from './slips';
import { SERVICE_TYPES, UnsupportedValue, unsupportedValues } from './supported-values';
import { shortName } from '../findings/printable';

/** One entry of `spec.ports`, with the API server's defaults filled in. */
export interface PortEntry {
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** 0 if unset. */
  readonly nodePort: number;
  /** The manifest's value, if it is not a whole number. */
  readonly unreadable?: unknown;
}

/** The type that a wrongly capitalized one means; any other type is returned unchanged. */
export function intendedType(type: string): string {
  return SERVICE_TYPES.find((each) => each.toLowerCase() === type.toLowerCase()) ?? type;
}

/** The name of a port in messages: its name, or its number and protocol. */
export function nameEntryPort({ name, port, protocol }: PortEntry): string {
  return name || `${port}/${protocol}`;
}

/** The first entry of each written node port. */
export function indexedNumbers(ports: readonly PortEntry[]): PortEntry[] {
  const first = new Map<number, PortEntry>();
  for (const entry of ports) if (entry.nodePort !== 0 && !first.has(entry.nodePort)) first.set(entry.nodePort, entry);
  return [...first.values()];
}

/** The parts of a Service manifest that determine its node ports. */
export interface ServiceManifest {
  /** Ends in `*` if the API server will complete it (`generateName`). */
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly type: string;
  readonly ports: readonly PortEntry[];
  readonly isHeadless: boolean;
  readonly isLocal: boolean;
  /** Undefined if the field is absent. */
  readonly allocatesNodePorts?: boolean;
  readonly healthCheck: Pick<PortEntry, 'nodePort' | 'unreadable'>;
  /** Likely mistakes of its author. */
  readonly slips: readonly Slip[];
  /** Values that the API server refuses although it can decode them. */
  readonly unsupported: readonly UnsupportedValue[];
  /** Whether a cluster printed it: then it is unknown whether its numbers were pinned or picked. */
  readonly isLive: boolean;
}

/** Whether a rendered object is a `v1` Service; other groups also have a kind with that name. */
export function isService(manifest: unknown): boolean {
  const { apiVersion, kind } = record(manifest);
  return isServiceKind(apiVersion, kind);
}

/** Whether an API version and kind are those of a Service. The version may start with an empty group. */
export function isServiceKind(apiVersion: unknown, kind: unknown): boolean {
  return kind === 'Service' && (apiVersion === 'v1' || apiVersion === '/v1');
}

/** The kind of list items that do not name one themselves. */
export function itemKind(listKind: string): string {
  return listKind.endsWith('List') ? listKind.slice(0, -'List'.length) : listKind;
}

/** Whether a rendered object is a list in which a cluster prints its Services. */
export function isListOfServices(manifest: unknown): boolean {
  const { apiVersion, kind, items } = record(manifest);
  return apiVersion === 'v1' && (kind === 'List' || kind === 'ServiceList') && Array.isArray(items);
}

/**
 * The objects in a rendered object: kubectl and the API server use its `items` instead of the object, whatever its kind
 * is.
 */
export function unfoldList(manifest: unknown): readonly unknown[] {
  const { apiVersion, kind, items } = record(manifest);
  if (!Array.isArray(items)) return [manifest];
  const inherited = { apiVersion, kind: typeof kind === 'string' ? itemKind(kind) : '' };
  return items.flatMap((item) => unfoldList({ ...inherited, ...record(item) }));
}

/** Reads a Service manifest; fields with a wrong type count as absent, except for node ports. */
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
    // Other tools write the timestamp alone too, and dry runs write it as null.
    slips: slipsOf(record(metadata), record(spec)),
    unsupported: unsupportedValues(record(spec)),
    isLive: isGiven(uid) || isGiven(resourceVersion) || (isGiven(creationTimestamp) && isGiven(status)),
  };
}

function readEntry(value: unknown, index: number): PortEntry {
  const { name, port, protocol, nodePort } = record(value);
  const isReadable = isUnsetOrWhole(nodePort);
  return {
    index,
    name: text(name) ?? '',
    // Only numbers and strings: a map may not even be convertible.
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

/** The defaults for a missing map and a missing number. */
export const NO_FIELDS: Record<string, unknown> = Object.freeze({});
export const UNSET: ServiceManifest['healthCheck'] = Object.freeze({ nodePort: 0 });

/** A string; one that is far too long for any cluster is shortened to what a report needs. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? shortName(value) : undefined;
}
