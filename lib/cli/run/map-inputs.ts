import { resolve } from 'node:path';
import { configured } from './configured';
import { inputSettings } from './input-settings';
import { Inputs, inNamespace, readInputs } from './intake';
import { KnownCluster } from './map-cluster';
import { clustersInRecords, recordedRange } from './map-records';
import { Records } from './records';
import { ClusterProfile } from '../../core/cluster/cluster-profile';
import { Severity } from '../../core/findings/finding-kind';
import { shellFlag } from '../../core/text/shell';
import { readClaimsFile } from '../../io/records/claims-file';
import { ClusterSettings, clusterSettings } from '../args/cluster-options';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

const NOTHING: Omit<Inputs, 'inputs' | 'kustomize'> = {
  services: [],
  left: [],
  claims: [],
  hostPorts: [],
  problems: [],
  files: 0,
  paths: [],
  lines: new Map(),
};

/** The manifests of a call, and the cluster that they belong to. */
interface MapInputs extends Pick<Inputs, 'problems'> {
  /** The cluster of the manifests first. */
  readonly clusters: readonly KnownCluster[];
}

/** Reads the manifests, and chooses the clusters to draw. Throws `UsageError` if the manifests could be of several. */
export async function readMapInputs(
  manifests: readonly string[],
  records: Records,
  flags: Flags,
  world: World,
): Promise<MapInputs> {
  const config = configured(flags, world);
  const recorded = clustersInRecords(records);
  const own = flags.text('cluster') ?? config.description?.cluster ?? clusterInRecords(recorded, manifests);
  const portRange = config.description?.portRange ?? recordedRange(records, own);
  const description = { ...config.description, cluster: own, portRange };
  const described = clusterSettings(flags, { ...config, description });
  const keepsOrder = records.snapshots.length > 0;
  const options = { ...inputSettings(flags, world), keepsOrder };
  const inputs = manifests.length === 0 ? NOTHING : await readInputs(manifests, own, world, options);
  const settings = { ...described, taken: [...described.taken, ...inputs.claims] };
  const shared = {
    withHistory: flags.isOn('history') ?? false,
    prunes: flags.isOn('prune') ?? false,
  };
  const clusterClaims = flags.texts('claims').flatMap((name) => readClaimsFile(name, resolve(world.cwd, name)));
  // A plan needs a namespace for every Service, as kubectl does.
  const namespace = flags.text('namespace') ?? (keepsOrder ? 'default' : undefined);
  const services = withNamespace(inputs.services, namespace);
  const first = { ...shared, clusterClaims, settings, services, files: inputs.files };
  // A named cluster is the only one to draw.
  const others = flags.text('cluster') === undefined ? recorded.filter((name) => name !== own) : [];
  // A mistyped path must not draw a cluster in which everything is free.
  const isUnread = inputs.files === 0 && inputs.problems.some(({ severity }) => severity === Severity.ERROR);
  const isDrawn = recorded.includes(own) || clusterClaims.length > 0 || (manifests.length > 0 && !isUnread);
  if (!isDrawn && !isUnread && others.length === 0) throw unknownCluster(own, recorded);
  const rest = others.map((cluster) => ({
    ...shared,
    clusterClaims: [],
    settings: recordedSettings(cluster, records),
    services: [],
    files: 0,
  }));
  return { problems: inputs.problems, clusters: [...(isDrawn ? [first] : []), ...rest] };
}

function clusterInRecords([first = 'default', ...others]: readonly string[], manifests: readonly string[]): string {
  if (others.length === 0 || manifests.length === 0) return first;
  const what = `The records cover ${[first, ...others].join(', ')}, and the manifests could belong to any of them`;
  throw new UsageError(`${what}. Add ${shellFlag('cluster', first)}, or write cluster: ${first} into nodeports.yaml`);
}

function unknownCluster(name: string, [first = 'default', ...others]: readonly string[]): UsageError {
  const what = `There is no data for cluster ${name}; the records cover ${[first, ...others].join(', ')}`;
  return new UsageError(`${what}. Use ${shellFlag('cluster', first)}, or remove --cluster to draw them all`);
}

/** A cluster that only the records know. */
function recordedSettings(cluster: string, records: Records): ClusterSettings {
  const profile = new ClusterProfile({ cluster, portRange: recordedRange(records, cluster) });
  return { profile, isStrict: false, acceptances: [], taken: [] };
}

/** Services in a namespace, as far as they name none. */
function withNamespace(services: Inputs['services'], namespace: string | undefined): Inputs['services'] {
  return namespace === undefined ? services : services.map((service) => inNamespace(service, namespace));
}
