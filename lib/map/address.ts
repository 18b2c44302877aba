import { uriComponent } from '../core/findings/printable';

/** The part of an address behind `#` that leads to a cluster, or to one of its ports: `prod/30043`. */
export function fragmentOf(cluster: string, nodePort?: number): string {
  const name = uriComponent(cluster);
  return nodePort === undefined ? name : `${name}/${nodePort}`;
}

/** Where such a fragment leads; undefined where it is not one. */
export function readFragment(fragment: string): { readonly cluster: string; readonly nodePort?: number } | undefined {
  const [, name, number] = /^#?([^/]+)(?:\/(\d{1,5}))?$/.exec(fragment) ?? [];
  if (name === undefined) return undefined;
  try {
    return { cluster: decodeURIComponent(name), nodePort: number === undefined ? undefined : Number(number) };
  } catch {
    return undefined;
  }
}
