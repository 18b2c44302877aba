import { fragmentOf } from '../lib/map/address';
import { Part } from '../lib/map/html/article';

/** The article of a cluster. */
export function articleOf(cluster: string): HTMLElement {
  return document.getElementById(fragmentOf(cluster))!;
}

/** The element of a part in the article of a cluster; null where the cluster has no such part. */
export function partOf(cluster: string, name: Part): HTMLElement | null {
  return articleOf(cluster).querySelector(`[data-part=${name}]`);
}
