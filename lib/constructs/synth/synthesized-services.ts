import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { patchedPathsOf } from './cdk8s-internals';
import { Cluster, clusterDeclaredBy, clusterOf, clustersOf, declaredClusterOf, defaultCluster } from './cluster';
import { scopesWithReservations } from './reservations';
import { PortWishes, ServiceClaims, claimsOf } from '../../core/service/service-claims';
import { isService, unfoldList } from '../../core/service/service-manifest';

/** Constructs that promise static ports for the Service below them. */
const STATIC = new WeakMap<IConstruct, PortWishes>();

/** Records that a construct needs static node ports, and its wishes for them. */
export function demandStaticPorts(construct: IConstruct, wishes: PortWishes = {}): void {
  STATIC.set(construct, wishes);
}

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

/** Everything in an app that can claim a node port. */
export interface Survey {
  /** The declared clusters, and the default one if a static Service belongs to none of them. */
  readonly clusters: readonly Cluster[];
  readonly objects: readonly ServiceObject[];
}

/** One static Service of an app as an object to emit. */
export function objectOf(service: IConstruct): ServiceObject {
  const { path } = service.node;
  return {
    object: ApiObject.of(service),
    construct: service,
    path,
    cluster: clusterOf(service),
    wishes: STATIC.get(service),
  };
}

/** Finds every object of an app whose manifest may be, or may contain, a Service. */
export function surveyOf(root: IConstruct): Survey {
  const fallback = defaultCluster(root);
  const clusters = new Set(clustersOf(root));
  const places = new Places(
    fallback,
    [...clusters].every(({ scope }) => scope === root),
  );
  const objects: ServiceObject[] = [];
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct) || !mayHoldServices(construct)) continue;
    const object = places.of(construct, knownAs(construct));
    if (object.wishes) clusters.add(object.cluster);
    objects.push(object);
  }
  for (const scope of scopesWithReservations(root)) clusters.add(clusterDeclaredBy(scope) ?? fallback);
  // Services outside every cluster are not this library's business: they are not even rendered.
  return { clusters: [...clusters], objects: objects.filter(({ cluster }) => clusters.has(cluster)) };
}

interface Place {
  /** The prefix of the names of its children. */
  readonly prefix: string;
  readonly cluster: Cluster;
}

/** Finds where objects are; looks up each parent only once. */
class Places {
  private readonly known = new Map<IConstruct, Place>();
  private last?: IConstruct;
  private lastPlace: Place;

  /** `isWhole`: no construct below the root declares a cluster. */
  constructor(
    private readonly fallback: Cluster,
    private readonly isWhole: boolean,
  ) {
    this.lastPlace = { prefix: '', cluster: fallback };
  }

  /** An object, with the path of its user-facing construct and the cluster that it belongs to. */
  public of(object: ApiObject, construct: IConstruct): ServiceObject {
    const { scope, id } = construct.node;
    if (scope !== this.last) this.lastPlace = this.in(scope);
    this.last = scope;
    const { prefix, cluster } = this.lastPlace;
    const own = this.isWhole ? undefined : (clusterDeclaredBy(object) ?? clusterDeclaredBy(construct));
    return { object, construct, path: prefix + id, cluster: own ?? cluster, wishes: STATIC.get(construct) };
  }

  private in(scope: IConstruct | undefined): Place {
    const known = scope && this.known.get(scope);
    if (known || !scope) return known ?? { prefix: '', cluster: this.fallback };
    const { path } = scope.node;
    const place = { prefix: path ? `${path}/` : '', cluster: declaredClusterOf(scope) ?? this.fallback };
    this.known.set(scope, place);
    return place;
  }
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
