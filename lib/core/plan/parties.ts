import { DesiredService } from './desired-service';
import { Party } from './plan-steps';
import { ClusterDescription } from '../cluster/cluster-profile';
import { HelmRelease, isSameRelease } from '../live/helm-release';
import { LiveService, keyOf } from '../live/live-service';
import { API_SERVER_ITSELF, Snapshot, servicesByKey } from '../live/snapshot';
import { ApplyTool, Way } from '../merge/apply-tools';
import { isServerSideService } from '../merge/merge-by-tool';

/** What a plan may assume. */
export interface PlanOptions extends Pick<ClusterDescription, 'kubernetesVersion' | 'staticSubrangeGate'> {
  /**
   * Numbers that something outside the cluster's Services and the manifests holds. None is proposed to a manifest, and
   * a Service moves aside to one only if no other number is free.
   */
  readonly taken?: readonly number[];
  /** The tool that applies the manifests; by default `kubectl apply`, and Helm for Services that a release owns. */
  readonly tool?: ApplyTool;
  /** Whether a server-side apply takes over fields that others own: `--force-conflicts`. */
  readonly forcesConflicts?: boolean;
  /** The Helm release of the manifests; by default, that of their live Services. */
  readonly release?: HelmRelease;
  /** Whether to delete what the tool would prune once everything is applied. Helm always does. */
  readonly prune: boolean;
}

/** The tool that applies a Service instead of the one that was asked for. */
export interface AppliedWith {
  readonly service: string;
  readonly release: HelmRelease;
}

/** The Services that will change. */
export interface Parties {
  /** Every Service to be applied, as in its last document, and every one to be deleted. */
  readonly parties: ReadonlyMap<string, Party>;
  /** The input, each document with the tool that applies it. */
  readonly documents: readonly { readonly desired: DesiredService; readonly way: Way }[];
  readonly assumed: readonly AppliedWith[];
}

/** Determines which tool applies each document, and what is deleted. */
export function partiesOf(snapshot: Snapshot, input: readonly DesiredService[], options: PlanOptions): Parties {
  const live = servicesByKey(snapshot);
  const { tool, forcesConflicts } = options;
  const releaseOf = releaseFinder(input, live, options);
  const documents = input.map((desired) => {
    const release = releaseOf(desired.key);
    const way = release ? helmWay(release, snapshot, options) : { tool: tool ?? ApplyTool.KUBECTL, forcesConflicts };
    return { desired: { ...desired, release }, way };
  });
  const parties = new Map<string, Party>();
  documents.forEach(({ desired, way }, position) => {
    parties.set(desired.key, {
      key: desired.key,
      desired,
      documents: [...(parties.get(desired.key)?.documents ?? []), desired],
      way,
      position,
      live: live.get(desired.key),
      release: desired.release,
    });
  });
  for (const service of pruned(snapshot, parties, options)) {
    parties.set(keyOf(service), { ...deletion(service, parties, tool), position: input.length });
  }
  return { parties, documents, assumed: tool === undefined ? assumedOf(parties.values()) : [] };
}

/** A Service to be deleted, by the tool that manages it. */
function deletion(live: LiveService, parties: Parties['parties'], tool?: ApplyTool): Omit<Party, 'position'> {
  const owner = owningRelease(live);
  const release = [...parties.values()].find((party) => isSameRelease(party.release, owner))?.release;
  const way = { tool: release ? ApplyTool.HELM : (tool ?? ApplyTool.KUBECTL) };
  return { key: keyOf(live), live, documents: [], way, release };
}

/** How Helm applies a release; only Helm 4 knows of conflicts. */
function helmWay(release: HelmRelease, { services, releases }: Snapshot, { forcesConflicts }: PlanOptions): Way {
  const read = releases?.find((each) => isSameRelease(each, release));
  const isServerSide =
    read?.isServerSide ?? services.some((each) => isSameRelease(each.release, release) && isServerSideService(each));
  return isServerSide ? { tool: ApplyTool.HELM, forcesConflicts, isServerSide } : { tool: ApplyTool.HELM };
}

/** The Services that are applied with Helm although no tool was named. */
function assumedOf(parties: Iterable<Party>): AppliedWith[] {
  return [...parties].flatMap(({ key, release, desired }) => (release && desired ? [{ service: key, release }] : []));
}

/** The release that a Service is applied with; undefined for one that is not applied with Helm. */
function releaseFinder(
  input: readonly DesiredService[],
  live: ReadonlyMap<string, LiveService>,
  { tool, release }: PlanOptions,
): (key: string) => HelmRelease | undefined {
  const owned = input.flatMap(({ key }) => live.get(key)?.release ?? []);
  if (tool === undefined) {
    const whole = releaseOfAll(input, live);
    return (key) => (live.has(key) ? live.get(key)!.release : whole);
  }
  if (tool !== ApplyTool.HELM) return () => undefined;
  const only = release ?? owned.at(0) ?? NEW_RELEASE;
  const isOne = release !== undefined || owned.every((each) => isSameRelease(each, only));
  return (key) => (isOne ? only : (live.get(key)?.release ?? only));
}

/** The release that owns every live Service of the input; new Services then belong to it too. */
function releaseOfAll(
  input: readonly DesiredService[],
  live: ReadonlyMap<string, LiveService>,
): HelmRelease | undefined {
  const [first, ...others] = input.flatMap(({ key }) => live.get(key) ?? []);
  return others.every(({ release }) => isSameRelease(release, first.release)) ? first?.release : undefined;
}

/** A release that has no live Services yet. */
const NEW_RELEASE: HelmRelease = { namespace: '', name: '' };

/** The release whose last manifest contains a Service, or that marks it if that manifest was not read. */
function owningRelease({ release, released }: LiveService): HelmRelease | undefined {
  return released ? released.fields && released.release : release;
}

/**
 * What is deleted at the end: Helm deletes what the release had, `kubectl apply --prune` what it once applied, both in
 * the namespaces of the input.
 */
function pruned(
  { services }: Snapshot,
  parties: ReadonlyMap<string, Party>,
  { tool, prune }: PlanOptions,
): LiveService[] {
  const applied = [...parties.values()];
  const left = services.filter((service) => !parties.has(keyOf(service)) && keyOf(service) !== API_SERVER_ITSELF);
  return left.filter((service) => {
    const { namespace, release, applied: written, isKept } = service;
    const owner = owningRelease(service);
    const isLeaving = owner !== undefined && applied.some((party) => isSameRelease(party.release, owner));
    if (isLeaving) return (prune || tool === ApplyTool.HELM) && !isKept;
    if (release) return false;
    const isApplying = tool === undefined || tool === ApplyTool.KUBECTL;
    const isVisited = applied.some(
      ({ desired, way }) => way.tool !== ApplyTool.HELM && desired!.namespace === namespace,
    );
    return prune && isApplying && written !== undefined && isVisited;
  });
}
