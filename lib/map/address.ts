import { uriComponent } from '../core/text/printable';

/** The fragment of a URL that links to a cluster or one of its ports: `prod/30043`. */
export function fragmentOf(cluster: string, nodePort?: number): string {
  const name = uriComponent(cluster);
  return nodePort === undefined ? name : `${name}/${nodePort}`;
}

/** The target of such a fragment; undefined if it is invalid. */
export function readFragment(fragment: string): { readonly cluster: string; readonly nodePort?: number } | undefined {
  const [, name, number] = /^#?([^/]+)(?:\/(\d{1,5}))?$/.exec(fragment) ?? [];
  if (name === undefined) return undefined;
  try {
    return { cluster: decodeURIComponent(name), nodePort: number === undefined ? undefined : Number(number) };
  } catch {
    return undefined;
  }
}
