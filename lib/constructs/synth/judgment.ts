import { IConstruct } from 'constructs';
import { Cluster, clusterOf } from './cluster';
import { NodePortNumbers, SettledNumbers } from './node-port-numbers';
import { Renderer } from './renderer';
import { settleStatic } from './settled-services';
import { StaticPorts, isOfServicePort } from './static-ports';
import { BrokenPromise } from './synth-findings';
import { SynthSession } from './synth-session';
import { ClaimsByObject, surveyOf } from './synthesized-services';
import { ClusterVerdict, verdictOf } from './verdict';

/** The input for judging an app. */
interface Subject {
  readonly root: IConstruct;
  readonly session: SynthSession;
  readonly numbers: NodePortNumbers;
}

/** The result of judging the clusters of an app. */
interface Judgment {
  readonly verdicts: readonly ClusterVerdict[];
  /** The numbers that were chosen for ports without one. */
  readonly settled: SettledNumbers;
  /** Whether every object that may hold a Service could be rendered. */
  readonly isComplete: boolean;
}

/** Judges the clusters of an app as it is now: reads what is written, chooses what is not, renders every Service. */
export function judgeApp({ root, session, numbers }: Subject): Judgment {
  const { objects, clusters: surveyed } = surveyOf(root);
  // A promised number may be the only trace of the app's one static Service.
  const isPromised = StaticPorts.in(root).some(({ given }) => given.size > 0);
  const clusters = surveyed.length === 0 && isPromised ? [clusterOf(root)] : surveyed;
  const renderer = new Renderer(session);
  const others = renderer.claimsOf(objects.filter(({ wishes }) => wishes === undefined));
  const { settlements, settled, rendered } = settleStatic(
    objects.filter(({ wishes }) => wishes !== undefined),
    { clusters, numbers, renderer, others },
  );
  const claims = new Map(objects.map((object) => [object, others.get(object) ?? rendered.get(object) ?? []]));
  const { failures } = renderer;
  // An object that failed to render is refused for that reason instead.
  const broken = failures.length === 0 ? brokenPromises(root, claims) : [];
  const verdicts = clusters.map((cluster) =>
    verdictOf(cluster, {
      clusters,
      claims,
      settlement: settlements.get(cluster),
      broken: broken.filter(({ ports }) => belongsTo(ports.service, cluster, clusters)),
      unrendered: failures.filter(({ object }) => object.cluster === cluster),
      entry: session.call?.entry,
    }),
  );
  return { verdicts, settled, isComplete: failures.length === 0 };
}

/** Whether a cluster contains a construct; constructs outside every cluster are reported with the first one. */
function belongsTo(construct: IConstruct, cluster: Cluster, all: readonly Cluster[]): boolean {
  const own = clusterOf(construct);
  return own === cluster || (cluster === all[0] && !all.includes(own));
}

/** The promised numbers that are missing from the manifests. */
function brokenPromises(root: IConstruct, claims: ClaimsByObject): BrokenPromise[] {
  const byConstruct = new Map(
    [...claims].map(([{ construct }, services]) => [construct, services.flatMap((each) => each.claims)]),
  );
  return StaticPorts.in(root).flatMap((ports) => {
    const own = byConstruct.get(ports.service) ?? [];
    return [...ports.given].flatMap(([servicePort, { nodePort, isPromise }]) => {
      const claim = own.find(isOfServicePort(servicePort));
      if (!isPromise || claim?.nodePort === nodePort) return [];
      return [{ ports, label: ports.labelOf(servicePort), nodePort, claim }];
    });
  });
}
