import { IConstruct } from 'constructs';
import { Cluster, clusterOf, lockSectionOf } from './cluster';
import { declaredClaims } from './declared-claims';
import { NodePortNumbers, SettledNumbers } from './node-port-numbers';
import { givenBlocksOf, reservationsOf } from './reservations';
import { StaticPorts } from './static-ports';
import { SynthSession } from './synth-session';
import { ServiceObject, claimsIn, surveyOf } from './synthesized-services';
import { BrokenPromise, ClusterDraft, Unrendered, Verdict, verdictOf } from './verdict';
import { Settlement, settle } from '../../core/assign/settlement';
import { Claim, ClaimKind, isAwaiting, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** What the judging of an app has to go by. */
export interface Subject {
  readonly root: IConstruct;
  readonly session: SynthSession;
  readonly numbers: NodePortNumbers;
}

/** The clusters of an app, judged. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** The numbers that were chosen for ports that nobody wrote. */
  readonly settled: SettledNumbers;
  /** Whether every object that can hold a Service could be rendered. */
  readonly isComplete: boolean;
}

type ClaimsByObject = Map<ServiceObject, readonly ServiceClaims[]>;

/**
 * Judges the clusters of an app as it is now: reads what is written, chooses what is not, and renders every Service.
 */
export function judgeApp(subject: Subject): Judgement {
  const { root, session } = subject;
  const survey = surveyOf(root);
  const renderer = new Renderer(session);
  const isStatic = ({ wishes }: ServiceObject) => wishes !== undefined;
  const claims = renderer.claimsOf(survey.objects.filter((object) => !isStatic(object)));
  const drafts = draftsOf(root, survey.clusters);
  const settled = settleStatic(subject, survey.objects.filter(isStatic), { drafts, claims, renderer });
  for (const draft of drafts) {
    draft.filed = survey.objects
      .filter((object) => isOf(draft.cluster, object))
      .map((object) => ({
        object,
        claims: (claims.get(object) ?? []).map((service) => markAssigned(service, draft.settlement)),
      }));
  }
  // What could not be rendered is refused as such.
  const broken = renderer.failures.length === 0 ? brokenPromises(root, claims) : [];
  const verdicts = drafts.map((draft) =>
    verdictOf(draft, {
      objects: survey.objects,
      namesake: drafts.find(
        ({ cluster }) => cluster !== draft.cluster && cluster.profile.name === draft.cluster.profile.name,
      ),
      broken: broken.filter(({ ports }) => belongsTo(ports.service, draft, drafts)),
      unrendered: renderer.failures.filter(({ object }) => isOf(draft.cluster, object)),
      entry: session.call?.entry,
    }),
  );
  return { verdicts, settled, isComplete: renderer.failures.length === 0 };
}

/** Renders objects, and notes which of them could not be. */
class Renderer {
  public failures: readonly Unrendered[] = [];

  constructor(private readonly session: SynthSession) {}

  public claimsOf(objects: readonly ServiceObject[]): ClaimsByObject {
    // All are rendered before any is read: what is read would be copied by every garbage collection that rendering
    // causes.
    const manifests = objects.map((object) => this.render(object));
    return new Map(objects.map((object, index) => [object, claimsIn(manifests[index], object)]));
  }

  /** Lets objects be rendered anew. */
  public release(objects: readonly ServiceObject[]): void {
    this.failures = this.failures.filter(({ object }) => !objects.includes(object));
    for (const { object } of objects) this.session.release(object);
  }

  /**
   * What cannot be rendered is refused: it may render for cdk8s all the same, and nobody would have seen its node
   * ports.
   */
  private render(object: ServiceObject): unknown {
    try {
      return this.session.render(object.object);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.failures = [...this.failures, { object, message }];
      return undefined;
    }
  }
}

/** A number that was promised may be all that is left of the one static Service of an app. */
function draftsOf(root: IConstruct, clusters: readonly Cluster[]): ClusterDraft[] {
  const isPromised = StaticPorts.in(root).some(({ given }) => given.size > 0);
  const all = clusters.length === 0 && isPromised ? [clusterOf(root)] : clusters;
  return all.map((cluster) => ({ cluster, filed: [], reservations: reservationsOf(root, cluster) }));
}

function isOf({ scope }: Cluster, object: ServiceObject): boolean {
  return object.cluster.scope === scope;
}

/** Whether a cluster is that of a construct; what is outside every cluster is reported with the first. */
function belongsTo(construct: IConstruct, draft: ClusterDraft, all: readonly ClusterDraft[]): boolean {
  const { scope } = clusterOf(construct);
  return draft.cluster.scope === scope || (draft === all[0] && all.every(({ cluster }) => cluster.scope !== scope));
}

/** What is known beside the static Services. */
interface Surroundings {
  readonly drafts: readonly ClusterDraft[];
  /** The claims of all other objects; those of the static Services are added. */
  readonly claims: ClaimsByObject;
  readonly renderer: Renderer;
}

/**
 * Chooses the numbers of static Services and renders them; once more where rendering showed other owners than declared.
 */
function settleStatic(
  subject: Subject,
  objects: readonly ServiceObject[],
  { drafts, claims, renderer }: Surroundings,
): SettledNumbers {
  const others = new Map(claims);
  let declared: ClaimsByObject = new Map(
    objects.map((object) => [object, subject.numbers.drafting(() => declaredClaims(object))]),
  );
  for (let isFirst = true; ; isFirst = false) {
    for (const draft of drafts) draft.settlement = settlementOf(subject.root, draft, new Map([...others, ...declared]));
    const settled = numbersOf(declared, drafts);
    const rendered = subject.numbers.rendering(settled, () => renderer.claimsOf(objects));
    for (const [object, services] of rendered) claims.set(object, services);
    const isAsDeclared = objects.every((object) => isSame(declared.get(object) ?? [], rendered.get(object) ?? []));
    if (isAsDeclared || !isFirst) return settled;
    declared = new Map([...rendered].map(([object, services]) => [object, withoutChosen(object, services, settled)]));
    renderer.release(objects);
  }
}

/** Nothing is to be chosen where every port is written and nothing is reserved. */
function settlementOf(
  root: IConstruct,
  { cluster, reservations }: ClusterDraft,
  claims: ClaimsByObject,
): Settlement | undefined {
  const own = [...claims].filter(([object]) => isOf(cluster, object));
  const isWaiting = ([{ wishes }, services]: [ServiceObject, readonly ServiceClaims[]]) =>
    wishes !== undefined && services.some((service) => service.claims.some(isAwaiting));
  if (reservations.length === 0 && !own.some(isWaiting)) return undefined;
  return settle({
    profile: cluster.profile,
    services: own.flatMap(([, services]) => services),
    others: [...cluster.taken, ...cluster.foreign],
    reservations,
    lock: lockSectionOf(cluster),
    given: { ports: givenPorts(own), blocks: givenBlocksOf(root, cluster) },
  });
}

/** The numbers that were given out for ports that wait for one, by `ownerKey`. */
function givenPorts(claims: readonly [ServiceObject, readonly ServiceClaims[]][]): Map<string, number> {
  const given = new Map<string, number>();
  for (const [object, services] of claims) {
    for (const claim of waitingIn(object, services)) {
      const known = StaticPorts.of(object.construct).given.get(claim.servicePort);
      if (known) given.set(ownerKey(claim.owner), known.nodePort);
    }
  }
  return given;
}

/** The number of every port that waited for one, by Service and service port. */
function numbersOf(declared: ClaimsByObject, drafts: readonly ClusterDraft[]): SettledNumbers {
  const settled = new Map<StaticPorts, Map<number | undefined, number>>();
  for (const [object, services] of declared) {
    const settlement = drafts.find(({ cluster }) => isOf(cluster, object))?.settlement;
    const numbers = waitingIn(object, services).flatMap(({ servicePort, owner }) => {
      const nodePort = settlement?.ports.get(ownerKey(owner));
      return nodePort === undefined ? [] : [[servicePort, nodePort] as const];
    });
    settled.set(StaticPorts.of(object.construct), new Map(numbers));
  }
  return settled;
}

function waitingIn({ wishes }: ServiceObject, services: readonly ServiceClaims[]): Claim[] {
  return wishes === undefined ? [] : services.flatMap((service) => service.claims.filter(isAwaiting));
}

/** Whether a Service claims what it declared, with the numbers that were chosen. */
function isSame(declared: readonly ServiceClaims[], rendered: readonly ServiceClaims[]): boolean {
  const keys = (services: readonly ServiceClaims[]) =>
    services.flatMap(({ claims }) => claims.map(({ owner }) => ownerKey(owner)));
  const [before, after] = [keys(declared), keys(rendered)];
  return before.length === after.length && before.every((key, index) => key === after[index]);
}

/** The claims of a rendered Service as they were before its open ports got their numbers. */
function withoutChosen(
  { construct }: ServiceObject,
  services: readonly ServiceClaims[],
  settled: SettledNumbers,
): ServiceClaims[] {
  const numbers = settled.get(StaticPorts.of(construct));
  const isChosen = ({ servicePort, nodePort }: Claim) =>
    nodePort !== undefined && numbers?.get(servicePort) === nodePort;
  return services.map((service) => ({
    ...service,
    claims: service.claims.map((claim) => (isChosen(claim) ? { ...claim, nodePort: undefined } : claim)),
  }));
}

function markAssigned(service: ServiceClaims, settlement: Settlement | undefined): ServiceClaims {
  const isChosen = ({ demandsStatic, nodePort, owner }: Claim) =>
    demandsStatic && nodePort !== undefined && settlement?.ports.get(ownerKey(owner)) === nodePort;
  if (!service.claims.some(isChosen)) return service;
  return { ...service, claims: service.claims.map((claim) => ({ ...claim, assigned: isChosen(claim) })) };
}

/** The promised numbers that the manifests do not have. */
function brokenPromises(root: IConstruct, claims: ClaimsByObject): BrokenPromise[] {
  const byConstruct = new Map(
    [...claims].map(([object, services]) => [object.construct, services.flatMap((each) => each.claims)]),
  );
  return StaticPorts.in(root).flatMap((ports) =>
    [...ports.given]
      .filter(([, { isPromise }]) => isPromise)
      .flatMap(([servicePort, given]) => {
        const isFor = (claim: Claim) =>
          servicePort === undefined ? claim.kind === ClaimKind.HEALTH_CHECK : claim.servicePort === servicePort;
        const claim = byConstruct.get(ports.service)?.find(isFor);
        return claim?.nodePort === given.nodePort
          ? []
          : [{ ports, label: ports.labelOf(servicePort), nodePort: given.nodePort, claim }];
      }),
  );
}
