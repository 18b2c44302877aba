import { Problem } from '../core/problem';

/** A Service in a file, and where it stands there. */
export interface FoundService {
  readonly manifest: unknown;
  /** The place of its name. */
  readonly path: string;
  /** The place of the node port of an entry of `spec.ports`, or of the health check for -1. */
  readonly placeOf: (index: number) => string;
}

/** What one document holds. */
export interface DocumentContent {
  readonly services: readonly FoundService[];
  readonly problems: readonly Problem[];
  /** Whether it is a template that is to be rendered first. */
  readonly isTemplate: boolean;
}

/** Keys and indices that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** A Service whose places are asked for by path. The nearest that is written stands for what is not. */
export function foundService(manifest: unknown, path: ValuePath, place: (path: ValuePath) => string): FoundService {
  return {
    manifest,
    path: place([...path, 'metadata', 'name']),
    placeOf: (index) => place(index < 0 ? [...path, 'spec', 'healthCheckNodePort'] : [...path, 'spec', 'ports', index, 'nodePort']),
  };
}
