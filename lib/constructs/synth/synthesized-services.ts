import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { patchedPathsOf } from './cdk8s-internals';
import { Cluster, clusterOf, clustersOf } from './cluster';
import { allReservations } from './reservations';
import { StaticPorts } from './static-ports';
import { isService, unfoldList } from '../../core/service/manifest-objects';
import { PortWishes, ServiceClaims, claimsOf } from '../../core/service/service-claims';

/** An object of an app that will be emitted as a Service, or may hold some. */
export interface ServiceObject {
  readonly object: ApiObject;
  /** The construct that the user knows: for a Service of this library, the parent of the rendered object. */
  readonly construct: IConstruct;
  readonly path: string;
  readonly cluster: Cluster;
  /** What a static Service wishes for its ports; undefined for any other object. */
  readonly wishes?: PortWishes;
}

/** The claims in the manifest of each object. */
export type ClaimsByObject = ReadonlyMap<ServiceObject, readonly ServiceClaims[]>;

/** Everything in an app that can claim a node port. */
interface Survey {
  /** The declared clusters, and the default one if a static Service or a reservation belongs to none of them. */
  readonly clusters: readonly Cluster[];
  readonly objects: readonly ServiceObject[];
}

/** Finds every object of an app whose manifest may be, or may contain, a Service. */
export function surveyOf(root: IConstruct): Survey {
  const clusters = new Set(clustersOf(root));
  const objects: ServiceObject[] = [];
  for (const construct of root.node.findAll()) {
    if (ApiObject.isApiObject(construct) && mayHoldServices(construct)) objects.push(serviceObjectOf(construct));
  }
  for (const { wishes, cluster } of objects) if (wishes) clusters.add(cluster);
  for (const { construct } of allReservations(root)) clusters.add(clusterOf(construct));
  // Services outside every cluster are not this library's business: they are not even rendered.
  return { clusters: [...clusters], objects: objects.filter(({ cluster }) => clusters.has(cluster)) };
}

/** What is known about an object before it is rendered. */
export function serviceObjectOf(object: ApiObject): ServiceObject {
  const construct = knownAs(object);
  const wishes = StaticPorts.tryFind(construct)?.wishes;
  return { object, construct, path: construct.node.path, cluster: clusterOf(object), wishes };
}

/** The claims in one rendered object: one entry for each Service in it. */
export function claimsIn(rendered: unknown, { path, cluster, wishes }: ServiceObject): ServiceClaims[] {
  const origin = { cluster: cluster.profile.name, path, demandsStatic: wishes !== undefined, wishes };
  if (isService(rendered)) return [claimsOf(rendered, origin)];
  return unfoldList(rendered)
    .filter(isService)
    .map((manifest) => claimsOf(manifest, origin));
}

/** Whether an object needs rendering. Only its manifest counts, and patches may still change its kind. */
export function mayHoldServices(object: ApiObject): boolean {
  const { kind, apiVersion } = object;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return true;
  if (apiVersion === 'v1' && (kind === 'Service' || kind === 'List' || kind === 'ServiceList')) return true;
  return patchedPathsOf(object).some((path) => ['', '/kind', '/apiVersion'].includes(path ?? ''));
}

/** The user-facing construct of a rendered object; any other construct is returned as it is. */
export function knownAs(object: IConstruct): IConstruct {
  if (!ApiObject.isApiObject(object)) return object;
  const { scope, id } = object.node;
  return scope && (id === 'Resource' || id === 'Default') && !Chart.isChart(scope) ? scope : object;
}
