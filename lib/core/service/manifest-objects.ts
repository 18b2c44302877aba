import { fieldsOf } from './fields-of';

/** Whether a rendered object is a `v1` Service; other groups also have a kind with that name. */
export function isService(manifest: unknown): boolean {
  const { apiVersion, kind } = fieldsOf(manifest);
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
  const { apiVersion, kind, items } = fieldsOf(manifest);
  return apiVersion === 'v1' && (kind === 'List' || kind === 'ServiceList') && Array.isArray(items);
}

/**
 * The objects in a rendered object: kubectl and the API server use its `items` instead of the object, whatever its kind
 * is.
 */
export function unfoldList(manifest: unknown): readonly unknown[] {
  const { apiVersion, kind, items } = fieldsOf(manifest);
  if (!Array.isArray(items)) return [manifest];
  const inherited = { apiVersion, kind: typeof kind === 'string' ? itemKind(kind) : '' };
  return items.flatMap((item) => unfoldList({ ...inherited, ...fieldsOf(item) }));
}
