import { Problem } from '../../core/findings/problem';
import { LocatedService, readManifest } from '../../core/service/service-manifest';

/** A Service in a file, and where it stands there. */
export interface FoundService {
  readonly manifest: unknown;
  /** The name of the object of its document: its own, or that of the list that holds it; empty where that has none. */
  readonly object: string;
  /** The place of its name. */
  readonly path: string;
  /** The place of the node port of an entry of `spec.ports`, or of the health check for -1. */
  readonly placeOf: (index: number) => string;
}

/** What one document holds. */
export interface DocumentContent {
  readonly services: readonly FoundService[];
  readonly problems: readonly Problem[];
  /** The names of its objects, Services or not; those inside of lists are not among them. */
  readonly objects: readonly string[];
  /** Whether it is a template that is to be rendered first. */
  readonly isTemplate: boolean;
}

/** Keys and indices that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** A Service whose places are asked for by path. The nearest that is written stands for what is not. */
export function foundService({ manifest, path }: LocatedService, object: string, place: (path: ValuePath) => string): FoundService {
  return {
    manifest,
    object,
    path: place([...path, 'metadata', 'name']),
    placeOf: (index) => place(index < 0 ? [...path, 'spec', 'healthCheckNodePort'] : [...path, 'spec', 'ports', index, 'nodePort']),
  };
}

/** The name of an object of a document; empty where it has none. */
export function nameOf(value: unknown): string {
  return readManifest(value).name;
}

/** The same Service with its places looked up, so that what was parsed need not be kept for them. */
export function settled({ placeOf, ...service }: FoundService): FoundService {
  const { spec } = service.manifest as { spec?: { ports?: unknown } | null };
  const count = Array.isArray(spec?.ports) ? spec.ports.length : 0;
  const places = Array.from({ length: count + 1 }, (_, index) => placeOf(index - 1));
  return { ...service, placeOf: (index) => places[index + 1] ?? service.path };
}
