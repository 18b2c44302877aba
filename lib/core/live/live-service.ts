import { FieldManager } from './field-managers';
import { ServiceState } from './service-state';
import { compareText } from '../findings/finding';
import { serviceKey } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

/** A Helm release: its namespace and its name. */
export interface HelmRelease {
  readonly namespace: string;
  readonly name: string;
}

/** A Service of a live cluster, and what determines how a new manifest is merged into it. */
export interface LiveService {
  readonly namespace: string;
  readonly service: string;
  readonly state: ServiceState;
  /** What `kubectl apply` wrote last, from its annotation; undefined if it never did. */
  readonly applied?: ServiceFields;
  /** Who owns which fields; undefined if unknown. */
  readonly managers?: readonly FieldManager[];
  /** The Helm release that owns it. */
  readonly release?: HelmRelease;
  /** What the last manifest of that release contains; undefined if Helm was not asked. */
  readonly released?: ServiceFields;
}

/** The order of Services: by namespace, then by name. */
export function compareLiveServices(a: LiveService, b: LiveService): number {
  return compareText(a.namespace, b.namespace) || compareText(a.service, b.service);
}

/** The name of a Service in messages. */
export function keyOf({ namespace, service }: LiveService): string {
  return serviceKey({ namespace, service });
}

/** Whether two Services belong to the same release. */
export function isSameRelease(a: HelmRelease | undefined, b: HelmRelease | undefined): boolean {
  return a !== undefined && b !== undefined && a.name === b.name && a.namespace === b.namespace;
}
