import type { PortBook } from 'cdk8s-nodeport/core';
import { GivenResource, SERVICE } from './service-reading';

/** What the policies of one cluster share. */
export interface PolicyScope {
  readonly book: PortBook;
  /** The start of their names. */
  readonly prefix: string;
  /** The provider whose Services belong to the cluster; undefined for all of them. */
  readonly provider?: string;
}

/** Whether a resource belongs to the cluster. */
export function isInCluster({ provider }: PolicyScope, resource: GivenResource): boolean {
  return provider === undefined || resource.provider?.name === provider;
}

/** Whether a resource is a Service of the cluster. */
export function isServiceOf(scope: PolicyScope, resource: GivenResource): boolean {
  return resource.type === SERVICE && isInCluster(scope, resource);
}
