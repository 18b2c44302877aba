import { Emission, EmittedService } from './emission';

/** The construct path of each object by its name alone, as cdk8s-cli has it. */
export type ConstructMetadata = Readonly<Record<string, { readonly path: string } | undefined>>;

/** The construct path of a Service that an app emitted, where that is certain. */
export type PathOf = (service: EmittedService) => string | undefined;

/** The path that cdk8s recorded for a name. */
export function recordedPath(metadata: ConstructMetadata, name: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(metadata, name) ? metadata[name]?.path : undefined;
}

/**
 * Finds construct paths by what cdk8s recorded.
 *
 * It records one path for each name, so the last of several objects of a name hides the others: for those no path is better
 * than a wrong one, and file and line say which it is.
 */
export function pathsOf({ objects }: Emission, metadata: ConstructMetadata): PathOf {
  return ({ object }) => (objects.get(object) === 1 ? recordedPath(metadata, object) : undefined);
}
