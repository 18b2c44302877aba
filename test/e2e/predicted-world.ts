import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Applying, World } from './random-worlds';
import { ClusterProfile } from '../../lib/core/cluster/cluster-profile';
import { readLiveService } from '../../lib/core/live/read-live-services';
import { ServiceState } from '../../lib/core/live/service-state';
import { Tool } from '../../lib/core/merge/tools';
import { desiredService } from '../../lib/core/plan/desired-service';
import { inGivenOrder } from '../../lib/core/plan/given-order';
import { PlanOptions, partiesOf } from '../../lib/core/plan/parties';
import { isPick } from '../../lib/core/plan/port-pool';
import { claimsOf } from '../../lib/core/service/service-claims';
import { SnapshotFile } from '../../lib/io/records/snapshot-file';

/**
 * What every Service is after the manifests of a world are applied as given, as the library foresees it from the
 * snapshot on disk.
 */
export function predicted(folder: string, world: World, before: readonly any[]): Map<string, string> {
  const { snapshot } = SnapshotFile.parse(readFileSync(join(folder, 'now.snapshot.yaml'), 'utf8'), 'now.snapshot.yaml');
  const desired = world.next.map((service, index) =>
    desiredService(
      claimsOf(service, { cluster: 'default', path: `next-${index}`, demandsStatic: false, keepsFields: true }),
      index,
    ),
  );
  const { parties, documents } = partiesOf(snapshot, desired, optionsOf(world));
  const profile = new ClusterProfile({ cluster: snapshot.cluster, portRange: snapshot.portRange.toString() });
  const { cluster } = inGivenOrder(documents, { snapshot, profile, parties });
  const states = new Map(
    [...cluster.all]
      .filter(({ namespace }) => namespace !== 'default')
      .map((live): [string, string] => {
        return [`${live.namespace}/${live.service}`, textOf(live.state)];
      }),
  );
  // A mere name of something outside is in no snapshot.
  for (const {
    metadata: { namespace, name },
    ...service
  } of before) {
    const key = `${namespace}/${name}`;
    if (!states.has(key) && !parties.has(key)) states.set(key, stateText(service));
  }
  return states;
}

function optionsOf({ applying, prune }: World): PlanOptions {
  const release = applying === 'helm' ? { namespace: 'shop', name: 'r' } : undefined;
  return { tool: TOOLS[applying], forcesConflicts: applying === 'server-side-forced' || undefined, prune, release };
}

const TOOLS: Readonly<Record<Applying, Tool>> = {
  'kubectl': Tool.KUBECTL,
  'server-side': Tool.SERVER_SIDE,
  'server-side-forced': Tool.SERVER_SIDE,
  'helm': Tool.HELM,
  'replace': Tool.REPLACE,
};

/** What decides the node ports of a Service, in one line. */
export function stateText(service: any): string {
  return textOf(readLiveService({ metadata: { name: 'x' }, ...service }).state);
}

function textOf(state: ServiceState): string {
  const number = (nodePort: number): string => (isPick(nodePort) ? 'picked' : `${nodePort}`);
  const ports = state.ports.map(
    ({ name, port, protocol, nodePort }) => `${name}:${port}/${protocol}->${number(nodePort)}`,
  );
  return [
    state.type,
    state.clusterIP === 'None' ? 'headless' : '',
    state.externalTrafficPolicy,
    ...ports,
    `check->${number(state.healthCheckNodePort)}`,
  ].join(' ');
}
