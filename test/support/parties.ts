import { Service } from './api-server';
import { RANGE, desired } from './plans';
import { ClusterProfile } from '../../lib/core/cluster/cluster-profile';
import { HelmRelease } from '../../lib/core/live/helm-release';
import { LiveService, keyOf } from '../../lib/core/live/live-service';
import { readLiveService } from '../../lib/core/live/read-live-service';
import { Snapshot, snapshotOf } from '../../lib/core/live/snapshot';
import { ApplyTool, Way } from '../../lib/core/merge/apply-tools';
import { DesiredService, desiredService } from '../../lib/core/plan/desired-service';
import { OrderProblem, Party } from '../../lib/core/plan/plan-steps';

/** `kubectl replace`, with which a Service becomes what its manifest says. */
export const REPLACE: Way = { tool: ApplyTool.REPLACE };

/** A release of Helm in the namespace `shop`. */
export const WEB_RELEASE: HelmRelease = { namespace: 'shop', name: 'web' };

/** A cluster with the range of these tests, 30000-30031, whose first 16 ports are static. */
export function profileOf(kubernetesVersion?: string): ClusterProfile {
  return new ClusterProfile({ cluster: 'prod', portRange: `${RANGE}`, kubernetesVersion });
}

/** A Service as a cluster holds it. */
export function liveOf(service: Service, more: Partial<LiveService> = {}): LiveService {
  return { ...readLiveService(service), ...more };
}

/** The ports of a DNS server: a merge cannot tell TCP and UDP of one service port apart. */
export function dnsPorts(tcp: number, udp: number) {
  return [
    { name: 'tcp', port: 53, protocol: 'TCP', nodePort: tcp },
    { name: 'udp', port: 53, protocol: 'UDP', nodePort: udp },
  ];
}

/** Documents in their order; the place of each is `doc-` and its index. */
export function documentsOf(services: readonly Service[], release?: HelmRelease): DesiredService[] {
  return desired(services).map((claims, index) => ({ ...desiredService(claims, index), release }));
}

/** One document. */
export function documentOf(service: Service, release?: HelmRelease): DesiredService {
  return documentsOf([service], release)[0];
}

/** What changes in a plan: live Services, documents, and which of the live Services are deleted. */
export interface Change {
  readonly live?: readonly LiveService[];
  readonly next: readonly Service[];
  /** The names of live Services that are deleted at the end. */
  readonly deleted?: readonly string[];
  readonly way?: Way;
  readonly release?: HelmRelease;
  /** Numbers that something else holds. */
  readonly taken?: readonly number[];
}

/** An order to find, with `kubectl replace` unless the change names another way. */
export function problemOf({ live = [], next, deleted = [], way = REPLACE, release, taken }: Change): OrderProblem {
  const held = new Map(live.map((each) => [keyOf(each), each]));
  const documents = documentsOf(next, release);
  const keys = [...new Set(documents.map(({ key }) => key))];
  const applied = keys.map((key): Party => {
    const own = documents.filter((each) => each.key === key);
    const last = own[own.length - 1];
    return { key, live: held.get(key), desired: last, documents: own, position: documents.indexOf(last), way, release };
  });
  const gone = deleted.map((name): Party => {
    const key = `shop/${name}`;
    return { key, live: held.get(key), documents: [], position: next.length, way, release };
  });
  return {
    snapshot: snapshot(live),
    profile: profileOf(),
    parties: new Map([...applied, ...gone].map((party) => [party.key, party])),
    taken,
  };
}

/** A snapshot of some live Services. */
export function snapshot(live: readonly LiveService[], more: Partial<Snapshot> = {}): Snapshot {
  return { ...snapshotOf('prod', RANGE, live), ...more };
}

/** The one Service that a change is about. */
export function partyOf(live: LiveService | undefined, next: Service | undefined, more: Partial<Change> = {}): Party {
  const change = { live: live ? [live] : [], next: next ? [next] : [], deleted: next ? [] : [live!.service], ...more };
  return [...problemOf(change).parties.values()][0];
}
