import { HelmRelease, ReadRelease, ReleasedService, isSameRelease } from './helm-release';
import { LiveService, keyOf } from './live-service';
import { compareText } from '../findings/place';
import { serviceKey } from '../service/claim';
import { fieldsOf } from '../service/fields-of';
import { isService, unfoldList } from '../service/manifest-objects';
import { ServiceFields, readFields } from '../service/service-fields';
import { readManifest } from '../service/service-manifest';

/** The Services in the last manifest of a release. */
export interface ReleaseManifest {
  readonly release: ReadRelease;
  /** By namespace and name. */
  readonly services: ReadonlyMap<string, ServiceFields>;
}

/** Reads the Services of a manifest of a release; those without a namespace are in the namespace of the release. */
export function releaseManifest(release: ReadRelease, manifest: unknown): ReleaseManifest {
  const services = unfoldList(manifest)
    .filter(isService)
    .map((object): [string, ServiceFields] => {
      const { name: service, namespace = release.namespace } = readManifest(object);
      return [serviceKey({ namespace, service }), readFields(object)];
    });
  return { release, services: new Map(services) };
}

/** Adds to each Service what the last manifest of its release contains, or of any release that has it. */
export function withReleases(services: readonly LiveService[], manifests: readonly ReleaseManifest[]): LiveService[] {
  return services.map((service) => {
    const released = releasedIn(service, manifests);
    return released ? { ...service, released } : service;
  });
}

function releasedIn(service: LiveService, manifests: readonly ReleaseManifest[]): ReleasedService | undefined {
  const key = keyOf(service);
  const own = manifests.find(({ release }) => isSameRelease(release, service.release));
  const holder = own?.services.has(key) ? own : manifests.find(({ services }) => services.has(key));
  if (holder) return { release: nameOf(holder.release), fields: holder.services.get(key) };
  return own && { release: nameOf(own.release) };
}

function nameOf({ namespace, name }: HelmRelease): HelmRelease {
  return { namespace, name };
}

/** The releases that have to do with some Services, by namespace and name. */
export function releasesOf(services: readonly LiveService[], manifests: readonly ReleaseManifest[]): ReadRelease[] {
  return manifests
    .map(({ release }) => release)
    .filter((release) => services.some(({ released }) => isSameRelease(released?.release, release)))
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name));
}

/** The namespaces in which Helm left traces at Services: where the Secrets of its releases may be. */
export function helmNamespaces(printed: unknown): string[] {
  const namespaces = unfoldList(printed).filter(isService).flatMap(namespacesIn);
  return [...new Set(namespaces)].sort();
}

function namespacesIn(object: unknown): string[] {
  const { annotations, namespace = 'default' } = readManifest(object);
  const { managedFields } = fieldsOf(fieldsOf(object).metadata);
  const managers = Array.isArray(managedFields) ? managedFields : [];
  const owner = annotations['meta.helm.sh/release-namespace'];
  if (typeof owner === 'string') return [owner];
  return managers.some((entry) => fieldsOf(entry).manager === 'helm') ? [namespace] : [];
}
