import { FieldManager, ManagerOperation, compareManagers, fieldPaths } from '../live/field-managers';
import { ServiceFields } from '../service/service-fields';

/** The differences between two states of a Service, by the paths of fields. */
export interface FieldChanges {
  /** Added, or with another value. */
  readonly written: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** Compares two states of a Service. */
export function changesBetween(before: ServiceFields, after: ServiceFields): FieldChanges {
  const [old, next] = [fieldPaths(before), fieldPaths(after)];
  return {
    written: new Set(
      [...next].filter(([path, value]) => !old.has(path) || old.get(path) !== value).map(([path]) => path),
    ),
    removed: new Set([...old.keys()].filter((path) => !next.has(path))),
  };
}

/** Removes the fields that one manager has written or removed from all others. */
export function yielded(
  managers: readonly FieldManager[],
  writer: FieldManager | undefined,
  { written, removed }: FieldChanges,
): FieldManager[] {
  return managers.map((manager) =>
    manager === writer
      ? manager
      : { ...manager, fields: new Set([...manager.fields].filter((path) => !written.has(path) && !removed.has(path))) },
  );
}

/** A client that sends a request other than a server-side apply. */
export interface UpdatingClient {
  /** The name that it goes by among field managers. */
  readonly name: string;
  /** Whether it writes the annotation of `kubectl apply`. */
  readonly writesLastApplied?: boolean;
}

/** Who owns what after a request other than a server-side apply: a client owns the fields that it changes. */
export function afterUpdate(
  managers: readonly FieldManager[],
  { name, writesLastApplied = false }: UpdatingClient,
  changes: FieldChanges,
): FieldManager[] {
  const own = findManager(managers, name, 'Update') ?? {
    name,
    operation: 'Update',
    fields: new Set<string>(),
    ownsLastApplied: false,
  };
  const fields = new Set([...own.fields, ...changes.written].filter((path) => !changes.removed.has(path)));
  const others = yielded(managers, own, changes)
    .filter((manager) => manager !== own)
    .map((manager) => (writesLastApplied ? { ...manager, ownsLastApplied: false } : manager));
  return owningManagers([...others, { ...own, fields, ownsLastApplied: own.ownsLastApplied || writesLastApplied }]);
}

/** The entry of a manager; undefined if it owns nothing. */
export function findManager(
  managers: readonly FieldManager[],
  name: string,
  operation: ManagerOperation,
): FieldManager | undefined {
  return managers.find((manager) => manager.name === name && manager.operation === operation);
}

/** The managers that own something, in order. */
export function owningManagers(managers: readonly FieldManager[]): FieldManager[] {
  return managers.filter(({ fields, ownsLastApplied }) => fields.size > 0 || ownsLastApplied).sort(compareManagers);
}
