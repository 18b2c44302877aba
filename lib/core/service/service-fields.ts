import { AnyFields, fieldsOf, isMap } from './fields-of';

/** A scalar as it is written in a manifest, or as a cluster stores it. */
export type FieldValue = string | number | boolean | null;

/** The scalars of a map by name; absent fields are missing. */
export type Fields = Readonly<Record<string, FieldValue>>;

/**
 * The fields of a Service spec that determine its node ports, each only if it is written: merging distinguishes absent
 * from empty.
 */
export interface ServiceFields {
  readonly scalars: Fields;
  /** Undefined if `spec.ports` is absent. */
  readonly ports?: readonly Fields[];
}

/** The scalars of a spec that determine node ports. */
export const SERVICE_SCALARS = [
  'type',
  'clusterIP',
  'externalName',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'allocateLoadBalancerNodePorts',
] as const;

/** The scalars of an entry of `spec.ports`. */
export const PORT_SCALARS = ['name', 'port', 'protocol', 'nodePort', 'targetPort', 'appProtocol'] as const;

/** Stands for any address of a Service: the actual address does not matter here. */
export const ASSIGNED_ADDRESS = 'assigned';

/** Reads the fields of a Service manifest, and ignores the rest. */
export function readFields(manifest: unknown): ServiceFields {
  const spec = fieldsOf(fieldsOf(manifest).spec);
  const scalars = pick(spec, SERVICE_SCALARS);
  const { clusterIP } = scalars;
  const hasAddress = typeof clusterIP === 'string' && clusterIP !== '' && clusterIP !== 'None';
  return {
    scalars: hasAddress ? { ...scalars, clusterIP: ASSIGNED_ADDRESS } : scalars,
    ports: Array.isArray(spec.ports) ? spec.ports.filter(isMap).map((entry) => pick(entry, PORT_SCALARS)) : undefined,
  };
}

function pick(map: AnyFields, names: readonly string[]): Record<string, FieldValue> {
  const picked: Record<string, FieldValue> = {};
  for (const name of names) if (isScalar(map[name])) picked[name] = map[name];
  return picked;
}

function isScalar(value: unknown): value is FieldValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** The fields without nulls, which the API server treats as absent. */
export function withoutNulls({ scalars, ports }: ServiceFields): ServiceFields {
  return { scalars: given(scalars), ports: ports?.map(given) };
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
