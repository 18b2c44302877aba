import { Emission, EmittedService } from './emission';
import { serviceKey } from '../core/service/claim';
import { readManifest } from '../core/service/service-manifest';
import { nameInside } from '../io/cdk8s/emitted-files';
import { ServiceConstruct, readServiceConstructs } from '../io/cdk8s/service-constructs';

/**
 * The construct path of each object by name alone, in the format of cdk8s-cli; its report looks up the construct of a
 * violation here.
 */
export type ConstructMetadata = Record<string, { readonly path: string } | undefined>;

/** The construct path of an emitted Service, if it is certain. */
export type PathOf = (service: EmittedService) => string | undefined;

/** The path that cdk8s recorded for a name. */
export function recordedPath(metadata: ConstructMetadata, name: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(metadata, name) ? metadata[name]?.path : undefined;
}

/** Finds construct paths: from this library's own record if the app has one, otherwise from cdk8s's. */
export function constructPaths(emission: Emission, outdir: string, metadata: ConstructMetadata): PathOf {
  const own = pathsByService(emission.services, outdir, readServiceConstructs(outdir));
  const byName = pathsByName(emission, metadata);
  return (service) => own.get(service) ?? byName(service);
}

/**
 * cdk8s records one path per name, so the last of several objects with a name hides the others. Which one was last is
 * unknown, because file names do not reflect the order in which charts were emitted. For those, no path is better than
 * a wrong one.
 *
 * If a patch renamed an object, it is recorded under its old name, which may belong to another object: then no path is
 * certain.
 */
function pathsByName({ objects }: Emission, metadata: ConstructMetadata): PathOf {
  const isRenamed = [...objects.keys()].some((name) => name !== '' && recordedPath(metadata, name) === undefined);
  return ({ object }) => (!isRenamed && objects.get(object) === 1 ? recordedPath(metadata, object) : undefined);
}

/** Pairs the Services of each file with its recorded ones, name by name and in order; none if the counts differ. */
function pathsByService(
  services: readonly EmittedService[],
  outdir: string,
  recorded: readonly ServiceConstruct[],
): Map<EmittedService, string> {
  const wanted = grouped(
    recorded,
    ({ namespace, name, file }) => `${serviceKey({ namespace, service: name })} ${file}`,
  );
  const found = grouped(services, ({ manifest, manifestPath }) => {
    const { namespace, name } = readManifest(manifest);
    return `${serviceKey({ namespace, service: name })} ${nameInside(outdir, manifestPath)}`;
  });
  const paths = new Map<EmittedService, string>();
  for (const [key, group] of found) {
    const constructs = wanted.get(key) ?? [];
    if (constructs.length === group.length) {
      group.forEach((service, index) => paths.set(service, constructs[index].path));
    }
  }
  return paths;
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
