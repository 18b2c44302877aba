import { fileOfPlace } from './finding';

/** What the annotation of an accepted finding starts with; its code follows, and the value is the reason. */
export const ACCEPT_ANNOTATION = 'nodeport.cdk8s.io/accept-';

/** Somebody's decision that a finding may stand. */
export interface Acceptance {
  /** The construct path, file or folder at or under which it holds; empty for all of them. */
  readonly path: string;
  /** The one Service that it holds for, where that Service carries it itself. */
  readonly service?: string;
  readonly code: string;
  readonly reason: string;
}

/** What an acceptance is held against. */
export interface Acceptable {
  readonly code: string;
  readonly path: string;
  readonly service?: string;
}

/** Whether a finding lies where an acceptance holds. */
export function covers({ path: ancestor, service }: Acceptance, { path, ...about }: Acceptable): boolean {
  // In a file the ports of a Service stand elsewhere than its name.
  if (service !== undefined) return about.service === service && fileOfPlace(path) === fileOfPlace(ancestor);
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`) || fileOfPlace(path) === ancestor;
}
