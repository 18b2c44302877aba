import { FieldManager } from './field-managers';
import { HelmRelease, ReleasedService } from './helm-release';
import { ServiceState } from './service-state';
import { compareText } from '../findings/place';
import { serviceKey } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

/** A Service of a live cluster, and what determines how a new manifest is merged into it. */
export interface LiveService {
  readonly namespace: string;
  readonly service: string;
  readonly state: ServiceState;
  /** What `kubectl apply` wrote last, from its annotation; undefined if it never did. */
  readonly applied?: ServiceFields;
  /** Who owns which fields; undefined if unknown. */
  readonly managers?: readonly FieldManager[];
  /** The Helm release that owns it, according to its annotations. */
  readonly release?: HelmRelease;
  /** What the last manifest of a release contains of it; undefined if that was not read. */
  readonly released?: ReleasedService;
  /** Whether its annotation `helm.sh/resource-policy: keep` stops Helm from deleting it. */
  readonly isKept?: boolean;
}

/** The order of Services: by namespace, then by name. */
export function compareLiveServices(a: LiveService, b: LiveService): number {
  return compareText(a.namespace, b.namespace) || compareText(a.service, b.service);
}

/** The name of a Service in messages. */
export function keyOf({ namespace, service }: LiveService): string {
  return serviceKey({ namespace, service });
}
