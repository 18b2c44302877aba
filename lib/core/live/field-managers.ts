import { compareText } from '../findings/place';
import { fieldsOf, isMap } from '../service/fields-of';
import { Fields, PORT_SCALARS, SERVICE_SCALARS, ServiceFields } from '../service/service-fields';

/** How a manager wrote: by server-side apply, or in any other way. */
export type ManagerOperation = 'Apply' | 'Update';

/**
 * Who wrote which fields of a Service, according to `metadata.managedFields`.
 *
 * A field is written as `type`, an entry of `spec.ports` as `80/TCP`, and a field of an entry as `80/TCP.nodePort`.
 */
export interface FieldManager {
  readonly name: string;
  readonly operation: ManagerOperation;
  readonly fields: ReadonlySet<string>;
  /** Whether it wrote the annotation in which `kubectl apply` stores the last applied manifest. */
  readonly ownsLastApplied: boolean;
}

/** The annotation in which `kubectl apply` stores the last applied manifest. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Reads `metadata.managedFields`; undefined if it was not printed. Managers that own nothing relevant to node ports are
 * left out.
 */
export function readManagers(managedFields: unknown): FieldManager[] | undefined {
  if (!Array.isArray(managedFields)) return undefined;
  return managedFields
    .filter(isMap)
    .filter(({ subresource }) => !subresource)
    .map(readManager)
    .filter(({ fields, ownsLastApplied }) => fields.size > 0 || ownsLastApplied)
    .sort(compareManagers);
}

/** The order of managers: by name, then by operation. */
export function compareManagers(a: FieldManager, b: FieldManager): number {
  return compareText(a.name, b.name) || compareText(a.operation, b.operation);
}

/**
 * The name of an entry of `spec.ports` among fields: its key under server-side apply. Only what is absent has a
 * default: `protocol: null` and `protocol: ''` are keys of their own.
 */
export function entryPath({ port = 0, protocol = 'TCP' }: Fields): string {
  return `${port}/${protocol}`;
}

/** The key of an entry as the API server writes it, such as `[port=80,protocol="TCP"]`. */
export function entryKey({ port = 0, protocol = 'TCP' }: Fields): string {
  return `[port=${port},protocol=${JSON.stringify(protocol)}]`;
}

/** Every field of a Service by its path, and every entry of `spec.ports`, which has no value of its own. */
export function fieldPaths({ scalars, ports = [] }: ServiceFields): Map<string, unknown> {
  const paths = new Map<string, unknown>(Object.entries(scalars));
  for (const entry of ports) {
    paths.set(entryPath(entry), undefined);
    for (const [name, value] of Object.entries(entry)) paths.set(`${entryPath(entry)}.${name}`, value);
  }
  return paths;
}

function readManager({ manager, operation, fieldsV1 }: Record<string, unknown>): FieldManager {
  const { 'f:spec': spec, 'f:metadata': metadata } = fieldsOf(fieldsV1);
  return {
    name: String(manager ?? ''),
    operation: operation === 'Apply' ? 'Apply' : 'Update',
    fields: new Set([
      ...SERVICE_SCALARS.filter((name) => `f:${name}` in fieldsOf(spec)),
      ...entryPaths(fieldsOf(spec)['f:ports']),
    ]),
    ownsLastApplied: `f:${LAST_APPLIED}` in fieldsOf(fieldsOf(metadata)['f:annotations']),
  };
}

function entryPaths(ports: unknown): string[] {
  return Object.entries(fieldsOf(ports))
    .filter(([key]) => key.startsWith('k:'))
    .flatMap(([key, owned]) => {
      const entry = entryPath(fieldsOf(JSON.parse(key.slice(2))) as Fields);
      const names = PORT_SCALARS.filter((name) => `f:${name}` in fieldsOf(owned));
      return [...('.' in fieldsOf(owned) ? [entry] : []), ...names.map((name) => `${entry}.${name}`)];
    });
}
