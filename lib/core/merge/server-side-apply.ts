import { ApplyConflict, FieldConflict } from './apply-conflict';
import { FieldChanges, changesBetween, findManager, owningManagers, yielded } from './field-changes';
import { structuredMerge } from './structured-merge';
import { compareText } from '../findings/place';
import { FieldManager, entryPath, fieldPaths } from '../live/field-managers';
import { Fields, ServiceFields, withoutNulls } from '../service/service-fields';

/** A server-side apply, and the object that it changes. */
export interface ServerSideApply {
  /** The live object; empty if there is none. */
  readonly live: ServiceFields;
  readonly config: ServiceFields;
  readonly managers: readonly FieldManager[];
  /** The field manager that applies, such as `kubectl`. */
  readonly manager: string;
  /** Whether it takes over fields that others own: `--force-conflicts`. */
  readonly forcesConflicts?: boolean;
  /** What `kubectl apply` wrote before; fields that still have these values can be taken over without a conflict. */
  readonly lastApplied?: ServiceFields;
}

/** The object after a server-side apply, and who owns which of its fields. */
interface Applied {
  readonly fields: ServiceFields;
  readonly managers: readonly FieldManager[];
}

/**
 * The result of a server-side apply.
 *
 * A null is a value: its manager owns the field, and takes it from others, although the object then lacks it.
 *
 * @throws ApplyConflict if it changes fields that others own, and is not told to take them over
 * @throws ApplyMalformed if the configuration cannot be read
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/merge/update.go
 */
export function serverSideApply({
  live,
  config,
  managers,
  manager,
  forcesConflicts,
  lastApplied,
}: ServerSideApply): Applied {
  const merged = structuredMerge(live, config);
  const own = findManager(managers, manager, 'Apply');
  const next: FieldManager = {
    name: manager,
    operation: 'Apply',
    fields: new Set(fieldPaths(config).keys()),
    ownsLastApplied: own?.ownsLastApplied ?? false,
  };
  const all = [...managers.filter((each) => each !== own), next];
  const fields = own ? pruned(merged, own, all) : merged;
  const changes = changesBetween(live, fields);
  const conflicts = conflictsOf(all, next, changes).filter(
    ({ path }) => !isTakenOver(path, live, manager, lastApplied),
  );
  if (!forcesConflicts && conflicts.length > 0) throw new ApplyConflict(conflicts);
  return { fields: withoutNulls(fields), managers: owningManagers(yielded(all, next, changes)) };
}

/**
 * Hands the fields of client-side applies over to a server-side manager, as kubectl does after its first server-side
 * apply.
 *
 * @returns undefined if there is nothing to hand over
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/client-go/util/csaupgrade/upgrade.go
 */
export function handedOver(managers: readonly FieldManager[], manager: string): FieldManager[] | undefined {
  const clientSide = managers.filter(({ operation, ownsLastApplied }) => operation === 'Update' && ownsLastApplied);
  if (clientSide.length === 0) return undefined;
  const own = findManager(managers, manager, 'Apply');
  const fields = new Set([...(own?.fields ?? []), ...clientSide.flatMap((each) => [...each.fields])]);
  const rest = managers.filter((each) => each !== own && !clientSide.includes(each));
  return owningManagers([
    ...rest,
    { name: manager, operation: 'Apply', fields, ownsLastApplied: own?.ownsLastApplied ?? false },
  ]);
}

/** Removes what a manager applied last time but not now, unless somebody else owns it. */
function pruned(
  { scalars, ports }: ServiceFields,
  last: FieldManager,
  managers: readonly FieldManager[],
): ServiceFields {
  const isOwned = (path: string): boolean => managers.some(({ fields }) => fields.has(path));
  const isDropped = (path: string): boolean => last.fields.has(path) && !isOwned(path);
  const kept = (fields: Fields, prefix: string): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !isDropped(`${prefix}${name}`)));
  const left = ports
    ?.filter((entry) => !isDropped(entryPath(entry)))
    .map((entry) => kept(entry, `${entryPath(entry)}.`));
  const isListDropped =
    [...last.fields].some((path) => path.includes('/')) && !ports?.some((entry) => isOwned(entryPath(entry)));
  return { scalars: kept(scalars, ''), ports: isListDropped || left?.length === 0 ? undefined : left };
}

function conflictsOf(managers: readonly FieldManager[], own: FieldManager, { written }: FieldChanges): FieldConflict[] {
  return managers
    .filter((manager) => manager !== own)
    .flatMap((manager) =>
      [...manager.fields]
        .filter((path) => written.has(path))
        .sort(compareFieldPaths)
        .map((path) => ({ manager, path })),
    );
}

/** Fields of the spec come before entries of its ports, entries before their fields, and lower ports before higher. */
function compareFieldPaths(a: string, b: string): number {
  return depthOf(a) - depthOf(b) || portOf(a) - portOf(b) || compareText(a, b);
}

function depthOf(path: string): number {
  return path.includes('/') ? path.split('.').length : 0;
}

function portOf(path: string): number {
  return path.includes('/') ? Number.parseInt(path, 10) : 0;
}

/** Whether a field is still as `kubectl apply` wrote it, so that `kubectl apply --server-side` may take it over. */
function isTakenOver(
  path: string,
  live: ServiceFields,
  manager: string,
  lastApplied: ServiceFields | undefined,
): boolean {
  if (manager !== 'kubectl' || !lastApplied) return false;
  const [written, current] = [fieldPaths(withoutNulls(lastApplied)), fieldPaths(live)];
  return written.has(path) && current.has(path) && written.get(path) === current.get(path);
}
