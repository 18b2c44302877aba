import { IConstruct } from 'constructs';
import { NodePortRegistryProps } from './node-port-registry-props';
import { usageErrorInAppLanguage } from './synth/app-language';
import { clusterDeclaredBy, clustersOf, declaredClusterOf } from './synth/cluster';
import { allReservations } from './synth/reservations';
import { StaticPorts } from './synth/static-ports';

/**
 * Throws `registry-repeated` unless a new registry is the first of its scope and of its cluster, and `registry-late` if
 * a number below its scope was handed out under another description of the cluster.
 */
export function requireOwnCluster(registry: IConstruct, scope: IConstruct, props: NodePortRegistryProps): void {
  const other = clusterDeclaredBy(scope);
  if (other) throw sharesScope(registry, scope, other.home);
  requireOwnName(registry, scope, props);
  requireEarly(registry, scope, props);
}

function sharesScope(registry: IConstruct, scope: IConstruct, other: IConstruct): Error {
  const isImplied = other.node.id === 'DefaultNodePortRegistry';
  return usageErrorInAppLanguage('registry-repeated', {
    who: registry.node.path,
    what:
      `${scope.node.path || 'the app'} already has a registry ` +
      `(${other.node.path}${isImplied ? ', created when NodePortRegistry.of() was called' : ''})`,
    wayOut: isImplied
      ? `Move new NodePortRegistry(…, '${registry.node.id}') before that call`
      : "Remove one of them, or put each cluster's registry in its own chart or construct",
  });
}

/** Each cluster has one registry: two would each see half of its claims and write half of its lock. */
function requireOwnName(registry: IConstruct, scope: IConstruct, { cluster = 'default' }: NodePortRegistryProps): void {
  const same = clustersOf(scope.node.root).find(({ profile }) => profile.name === cluster);
  if (!same) return;
  const { path } = same.home.node;
  const what = `cluster ${cluster} already has a registry (${path}), and neither would see the other's claims`;
  const free = cluster === 'default' ? scope.node.id : `${cluster}-2`;
  const wayOut = `Move one registry above both, or set cluster: '${free}'`;
  throw usageErrorInAppLanguage('registry-repeated', { who: registry.node.path, what, wayOut });
}

/** A number handed out under a different description of the cluster may be wrong under this one. */
function requireEarly(registry: IConstruct, scope: IConstruct, props: NodePortRegistryProps): void {
  const isDefault = Object.values(props).every((value) => value === undefined);
  if (isDefault && declaredClusterOf(scope) === undefined) return;
  const given = givenBelow(scope);
  if (given === undefined) return;
  throw usageErrorInAppLanguage('registry-late', {
    who: registry.node.path,
    what: `${given.holder} was given node port ${given.nodePort} before this registry described its cluster`,
    wayOut: `Move new NodePortRegistry(…, '${registry.node.id}') before the first call of nodePortOf() or portAt()`,
  });
}

/** The first number that was handed out below a construct, and the Service or reservation that has it. */
function givenBelow(scope: IConstruct): { readonly holder: string; readonly nodePort: number } | undefined {
  const promises = StaticPorts.in(scope).flatMap(({ service, given }) =>
    [...given.values()].filter(({ isPromise }) => isPromise).map(({ nodePort }) => ({ construct: service, nodePort })),
  );
  const blocks = allReservations(scope.node.root).flatMap(({ construct, given = [] }) =>
    given.map((nodePort) => ({ construct, nodePort })),
  );
  const first = [...promises, ...blocks].find(({ construct }) => construct.node.scopes.includes(scope));
  return first && { holder: first.construct.node.path, nodePort: first.nodePort };
}
