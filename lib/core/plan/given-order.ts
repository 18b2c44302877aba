import { DesiredService, placeOf } from './desired-service';
import { differingPorts } from './differing-ports';
import { isNewRelease, picksFirst, rivalsOf } from './new-release';
import { Parties } from './parties';
import { OrderProblem } from './plan-steps';
import { PredictedCluster, Risk } from './predicted-cluster';
import { PlannedRefusal, Refusal } from './refusal';
import { isForeign } from './strategy';
import { lostMarks, unknownFacts } from './unknown-facts';
import { HelmRelease, isSameRelease, releaseKey } from '../live/helm-release';
import { ApplyTool, Way } from '../merge/apply-tools';

/** What happens when the documents are applied in the order given. */
export interface GivenOrder {
  readonly refusals: readonly PlannedRefusal[];
  readonly risks: readonly Risk[];
  readonly cluster: PredictedCluster;
}

type Document = Parties['documents'][number];
type PlacedDocument = Document & { readonly position: number };

/** Applies the documents in the order given, and then deletes what is pruned. */
export function inGivenOrder(documents: readonly Document[], problem: OrderProblem): GivenOrder {
  const run = new GivenRun(documents, problem);
  for (const document of requestOrder(documents, problem)) run.apply(document);
  run.prune();
  const { cluster, inOrder: refusals } = run;
  const risks = [
    ...unknownFacts(problem),
    ...cluster.risks,
    ...run.lostRaces,
    ...differingPorts(documents, cluster, refusals),
  ];
  return { refusals, risks: distinct(risks), cluster };
}

/** The order of the documents, except those of a new release, which has no order. */
function requestOrder(documents: readonly Document[], { snapshot }: OrderProblem): PlacedDocument[] {
  const placed = documents.map((document, position) => ({ ...document, position }));
  const isAtOnce = ({ desired }: Document): boolean => isNewRelease(desired.release, snapshot.services);
  return [...placed.filter((document) => !isAtOnce(document)), ...picksFirst(placed.filter(isAtOnce))];
}

/** One run of the tools over the documents. */
class GivenRun {
  public readonly refusals: PlannedRefusal[] = [];
  public readonly cluster: PredictedCluster;
  /** The releases that Helm has given up on: it continues after a refused update, but not after a refused create. */
  private readonly givenUp = new Set<string>();
  private readonly races: Risk[] = [];
  private isAnyUncertain = false;

  constructor(
    private readonly documents: readonly Document[],
    private readonly problem: OrderProblem,
  ) {
    this.cluster = new PredictedCluster(problem.snapshot.services, problem.profile);
    // Helm checks every Service before it changes any, and names the first that it does not own.
    documents.forEach(({ desired, way }, document) => {
      const { key, release } = desired;
      const live = this.cluster.find(key);
      if (this.isGivenUp(release) || !isForeign({ way, live, release })) return;
      const isUnknown = lostMarks(live!, problem.snapshot) && !live!.released;
      this.refuse({ ...foreign(desired), isUncertain: isUnknown || undefined }, desired, document);
      this.giveUp(release);
    });
  }

  public apply({ desired, way, position }: PlacedDocument): void {
    if (this.isGivenUp(desired.release)) return;
    const isNew = this.cluster.find(desired.key) === undefined;
    const refusal = this.cluster.apply(desired, way);
    if (!refusal) return;
    const isInstalled = isNewRelease(desired.release, this.problem.snapshot.services);
    this.refuse(isInstalled ? this.raced(refusal, desired, way) : refusal, desired, position);
    if (isNew && way.tool === ApplyTool.HELM && !isInstalled) this.giveUp(desired.release);
  }

  /** Services that succeed in this run, but may be refused if another one briefly requests the same number. */
  public get lostRaces(): Risk[] {
    return this.races.filter(({ service }) => !this.refusals.some((refusal) => refusal.service === service));
  }

  /** The refusals in the order of the documents. */
  public get inOrder(): PlannedRefusal[] {
    return [...this.refusals].sort((a, b) => a.document - b.document);
  }

  /** Pruning happens last, and only if everything before it succeeded. */
  public prune(): void {
    const failed = this.refusals.map(({ service }) => this.problem.parties.get(service)?.release);
    for (const { key, desired, release } of this.problem.parties.values()) {
      if (desired) continue;
      const isStopped = failed.some((each) => (release ? isSameRelease(each, release) : each === undefined));
      if (!isStopped) this.cluster.remove(key);
    }
  }

  /**
   * A refusal within a new release: if the Service would succeed alone, any of its rivals may be refused instead.
   * Otherwise it is refused in any case, and may keep its rivals from a number for a moment.
   */
  private raced(refusal: Refusal, desired: DesiredService, way: Way): Refusal {
    const alone = new PredictedCluster(this.problem.snapshot.services, this.problem.profile).apply(desired, way);
    const batch = this.documents.map((document) => document.desired);
    const rivals = rivalsOf(
      desired,
      batch.filter(({ release }) => isSameRelease(release, desired.release)),
    ).map(({ key }) => key);
    if (!alone) return rivals.length === 1 ? refusal : { ...refusal, oneOf: rivals };
    for (const key of rivals) this.races.push({ service: key, because: raceWith(desired) });
    return alone;
  }

  private isGivenUp(release: HelmRelease | undefined): boolean {
    return release !== undefined && this.givenUp.has(releaseKey(release));
  }

  private giveUp(release: HelmRelease | undefined): void {
    if (release) this.givenUp.add(releaseKey(release));
  }

  private refuse(refusal: Refusal, desired: DesiredService, document: number): void {
    // A request that may succeed changes what happens to later ones.
    const isUncertain = refusal.isUncertain || this.isAnyUncertain || undefined;
    this.isAnyUncertain ||= refusal.isUncertain === true;
    this.refusals.push({
      ...refusal,
      isUncertain,
      document,
      service: desired.key,
      path: placeOf(desired, refusal.nodePort),
    });
  }
}

function raceWith({ key }: DesiredService): string {
  const how = 'and Helm creates the Services of a new release all at once';
  return `it may be refused, since ${key} asks for the same number before it is refused itself, ${how}.`;
}

function foreign({ service, namespace }: DesiredService): Refusal {
  const what = `Service "${service}" in namespace "${namespace}" exists`;
  const why = 'cannot be imported into the current release: invalid ownership metadata';
  return { status: 0, by: ApplyTool.HELM, error: `${what} and ${why}` };
}

function distinct(risks: readonly Risk[]): Risk[] {
  const keys = risks.map((risk) => JSON.stringify(risk));
  return risks.filter((_, index) => keys.indexOf(keys[index]) === index);
}
