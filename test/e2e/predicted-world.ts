import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Applying, World } from './random-worlds';
import { fileName } from './shop';
import { ClusterProfile } from '../../lib/core/cluster/cluster-profile';
import { fileOfPlace } from '../../lib/core/findings/place';
import { readLiveService } from '../../lib/core/live/read-live-service';
import { ServiceState } from '../../lib/core/live/service-state';
import { ApplyTool } from '../../lib/core/merge/apply-tools';
import { desiredService } from '../../lib/core/plan/desired-service';
import { inGivenOrder } from '../../lib/core/plan/given-order';
import { Parties, PlanOptions, partiesOf } from '../../lib/core/plan/parties';
import { OrderProblem, Step } from '../../lib/core/plan/plan-steps';
import { isPick } from '../../lib/core/plan/port-pool';
import { PredictedCluster } from '../../lib/core/plan/predicted-cluster';
import { simulate } from '../../lib/core/plan/simulation';
import { claimsOf } from '../../lib/core/service/service-claims';
import { SnapshotFile } from '../../lib/io/records/snapshot-file';

/** The state of every Service, as namespace and name, in one line each. */
export type States = ReadonlyMap<string, string>;

/** What the library predicts for a world, from the snapshot on disk. */
export class PredictedWorld {
  private readonly problem: OrderProblem;
  private readonly documents: Parties['documents'];

  /**
   * @param folder where the snapshot is
   * @param world what is applied
   */
  constructor(folder: string, world: World) {
    const text = readFileSync(join(folder, 'now.snapshot.yaml'), 'utf8');
    const { snapshot } = SnapshotFile.parse(text, 'now.snapshot.yaml');
    const desired = world.next.map((service, index) =>
      desiredService(
        claimsOf(service, {
          cluster: 'default',
          path: `next/${fileName(index)}`,
          demandsStatic: false,
          keepsFields: true,
        }),
        index,
      ),
    );
    const { parties, documents } = partiesOf(snapshot, desired, optionsOf(world));
    const profile = new ClusterProfile({ cluster: snapshot.cluster, portRange: snapshot.portRange.toString() });
    this.problem = { snapshot, profile, parties };
    this.documents = documents;
  }

  /** The states after the manifests are applied in the given order. */
  public asGiven(): States {
    return this.statesOf(inGivenOrder(this.documents, this.problem).cluster);
  }

  /** The states after a sequence, as it was printed: each of its documents has a file of its own. */
  public after(sequence: readonly Step[]): States {
    const steps = sequence.map((step) => ({
      ...step,
      documents: step.documents?.map(({ service, path }) => ({ service, path: fileOfPlace(path) })),
    }));
    return this.statesOf(simulate(steps, this.problem).cluster);
  }

  private statesOf({ all }: PredictedCluster): States {
    const shop = [...all].filter(({ namespace }) => namespace !== 'default');
    return new Map(shop.map((live): [string, string] => [`${live.namespace}/${live.service}`, textOf(live.state)]));
  }
}

function optionsOf({ applying, prune }: World): PlanOptions {
  const release = applying === 'helm' ? { namespace: 'shop', name: 'r' } : undefined;
  return { tool: TOOLS[applying], forcesConflicts: applying === 'server-side-forced' || undefined, prune, release };
}

const TOOLS: Readonly<Record<Applying, ApplyTool>> = {
  'kubectl': ApplyTool.KUBECTL,
  'server-side': ApplyTool.SERVER_SIDE,
  'server-side-forced': ApplyTool.SERVER_SIDE,
  'helm': ApplyTool.HELM,
  'replace': ApplyTool.REPLACE,
};

/** A Service as namespace and name. */
export function keyOf({ metadata: { namespace, name } }: any): string {
  return `${namespace}/${name}`;
}

/** What decides the node ports of a Service, in one line. */
export function stateText(service: any): string {
  return textOf(readLiveService({ ...service, metadata: { name: 'x' } }).state);
}

function textOf(state: ServiceState): string {
  const number = (nodePort: number): string => (isPick(nodePort) ? 'picked' : `${nodePort}`);
  const ports = state.ports.map(
    ({ name, port, protocol, nodePort, targetPort }) =>
      `${name}:${port}/${protocol}=${targetPort}->${number(nodePort)}`,
  );
  return [
    state.type,
    state.clusterIP === 'None' ? 'headless' : '',
    state.externalTrafficPolicy,
    `allocates:${state.allocates}`,
    ...ports,
    `check->${number(state.healthCheckNodePort)}`,
  ].join(' ');
}
