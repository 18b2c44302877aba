import { ServiceFields } from '../service/service-fields';
import { isDnsLabel } from '../text/shell';

/** A Helm release: its namespace and its name. */
export interface HelmRelease {
  readonly namespace: string;
  readonly name: string;
}

/** A release whose last manifest was read, and how Helm applies it. */
export interface ReadRelease extends HelmRelease {
  /** Whether Helm 4 applies it on the server side; Helm 3 merges by itself, and so does Helm 4 for its releases. */
  readonly isServerSide: boolean;
}

/** What is known of a Service from the last manifest of its release. */
export interface ReleasedService {
  readonly release: HelmRelease;
  /** Undefined if that manifest does not contain the Service. */
  readonly fields?: ServiceFields;
}

/** Whether two Services belong to the same release. */
export function isSameRelease(a: HelmRelease | undefined, b: HelmRelease | undefined): boolean {
  return a !== undefined && b !== undefined && a.name === b.name && a.namespace === b.namespace;
}

/** Whether Helm accepts a release of this name, which may have dots, in a namespace that can exist. */
export function canBeRelease({ namespace, name }: HelmRelease): boolean {
  return isDnsLabel(namespace) && name.length <= 53 && name.split('.').every(isDnsLabel);
}

/** A release as it is written, such as `shop/web`. */
export function releaseKey({ namespace, name }: HelmRelease): string {
  return `${namespace}/${name}`;
}
