import { IConstruct } from 'constructs';
import { Cluster, clusterOf } from './cluster';
import { NodePortNumbers, SettledNumbers } from './node-port-numbers';
import { ClaimsByObject, Renderer } from './renderer';
import { reservationsOf } from './reservations';
import { StaticPorts, isOfServicePort } from './static-ports';
import { isIn, settleStatic } from './static-settlement';
import { SynthSession } from './synth-session';
import { surveyOf } from './synthesized-services';
import { BrokenPromise, ClusterDraft, Verdict, verdictOf } from './verdict';
import { Settlement } from '../../core/assign/settlement';
import { Claim, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** The input for judging an app. */
export interface Subject {
  readonly root: IConstruct;
  readonly session: SynthSession;
  readonly numbers: NodePortNumbers;
}

/** The result of judging the clusters of an app. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** The numbers that were chosen for ports without one. */
  readonly settled: SettledNumbers;
  /** Whether every object that may hold a Service could be rendered. */
  readonly isComplete: boolean;
}

/** Judges the clusters of an app as it is now: reads what is written, chooses what is not, renders every Service. */
export function judgeApp({ root, session, numbers }: Subject): Judgement {
  const { objects, clusters } = surveyOf(root);
  const renderer = new Renderer(session);
  const drafts = draftsOf(root, clusters);
  const others = renderer.claimsOf(objects.filter(({ wishes }) => wishes === undefined));
  const { settled, rendered } = settleStatic(
    objects.filter(({ wishes }) => wishes !== undefined),
    { root, numbers, drafts, renderer, others },
  );
  const claims: ClaimsByObject = new Map([...others, ...rendered]);
  for (const draft of drafts) {
    draft.filed = objects
      .filter((object) => isIn(draft.cluster, object))
      .map((object) => ({ object, claims: markAssigned(claims.get(object), draft.settlement) }));
  }
  const { failures } = renderer;
  // An object that failed to render is refused for that reason instead.
  const broken = failures.length === 0 ? brokenPromises(root, claims) : [];
  const verdicts = drafts.map((draft) =>
    verdictOf(draft, {
      objects,
      namesake: drafts.find((other) => other !== draft && other.cluster.profile.name === draft.cluster.profile.name),
      broken: broken.filter(({ ports }) => belongsTo(ports.service, draft, drafts)),
      unrendered: failures.filter(({ object }) => isIn(draft.cluster, object)),
      entry: session.call?.entry,
    }),
  );
  return { verdicts, settled, isComplete: failures.length === 0 };
}

/** A promised number may be the only trace of the app's one static Service. */
function draftsOf(root: IConstruct, clusters: readonly Cluster[]): ClusterDraft[] {
  const isPromised = StaticPorts.in(root).some(({ given }) => given.size > 0);
  const all = clusters.length === 0 && isPromised ? [clusterOf(root)] : clusters;
  return all.map((cluster) => ({ cluster, filed: [], reservations: reservationsOf(root, cluster) }));
}

/** Whether a cluster contains a construct; constructs outside every cluster are reported with the first one. */
function belongsTo(construct: IConstruct, draft: ClusterDraft, all: readonly ClusterDraft[]): boolean {
  const { scope } = clusterOf(construct);
  return draft.cluster.scope === scope || (draft === all[0] && all.every(({ cluster }) => cluster.scope !== scope));
}

/** Services whose claims say which of their numbers were chosen. */
function markAssigned(services: readonly ServiceClaims[] = [], settlement?: Settlement): readonly ServiceClaims[] {
  if (settlement === undefined) return services;
  const isChosen = ({ demandsStatic, nodePort, owner }: Claim) =>
    demandsStatic && nodePort !== undefined && settlement.ports.get(ownerKey(owner)) === nodePort;
  return services.map((service) => {
    if (!service.claims.some(isChosen)) return service;
    return { ...service, claims: service.claims.map((claim) => ({ ...claim, assigned: isChosen(claim) })) };
  });
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
