import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster, clusterOf, lockSectionOf } from './cluster';
import { AwaitedPort, Misuse, PortTokens } from './port-tokens';
import { reservationsOf } from './reservations';
import { SynthSession } from './synth-session';
import { ServiceObject, claimsIn, surveyOf } from './synthesized-services';
import { ClusterDraft, Filed, Promised, Verdict, servicesIn, verdictOf } from './verdict';
import { Settlement, settle } from '../../core/assign/settlement';
import { Claim, ClaimKind, isAwaiting, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** What the judging of an app has to go by. */
export interface Subject {
  readonly root: IConstruct;
  readonly session: SynthSession;
  readonly tokens: PortTokens;
  readonly promises: readonly Promised[];
}

/** Judges the clusters of an app as it is now: reads the claims, chooses what is to be chosen, reads again what that changed. */
export function judgeApp(subject: Subject): Verdict[] {
  const { root, session, tokens, promises } = subject;
  const survey = surveyOf(root);
  // A token or a number that was given out may be all that is left of the one static Service of an app.
  const isAny = survey.clusters.length > 0 || (tokens.isEmpty && promises.length === 0);
  const clusters = isAny ? survey.clusters : [clusterOf(root)];
  const drafts = new Map<Cluster, ClusterDraft>(clusters.map((cluster) => (
    [cluster, { cluster, filed: [], reservations: reservationsOf(root, cluster) }]
  )));
  tokens.users.clear();
  // All are rendered before any is read: what is read would else be copied by every garbage collection that rendering calls for.
  const manifests = tokens.draft(() => survey.objects.map(({ object }) => render(session, object)));
  survey.objects.forEach((object, index) => drafts.get(object.cluster)?.filed.push({ object, claims: claimsIn(manifests[index], object) }));
  const all = [...drafts.values()];
  for (const draft of all) draft.settlement = settlementOf(draft);
  tokens.settle((port) => portOf(port, all));
  const misuses = tokens.isEmpty && !tokens.mayBeAnywhere ? [] : putIn(subject, all);
  return all.map((draft) => verdictOf(draft, {
    objects: survey.objects,
    promises: promises.filter(({ service }) => belongsTo(service, draft, all)),
    misuses: misuses.filter(({ object }) => belongsTo(object, draft, all)),
  }));
}

/** Whether a cluster is that of a construct; what is outside every cluster is reported with the first. */
function belongsTo(construct: IConstruct, draft: ClusterDraft, all: readonly ClusterDraft[]): boolean {
  const { scope } = clusterOf(construct);
  return draft.cluster.scope === scope || (draft === all[0] && all.every(({ cluster }) => cluster.scope !== scope));
}

/** What cannot be rendered claims nothing here: cdk8s itself says why, once every other validation was heard. */
function render(session: SynthSession, object: ApiObject): unknown {
  try {
    return session.render(object);
  } catch {
    return undefined;
  }
}

/** Nothing is to be chosen where every port is written and nothing is reserved. */
function settlementOf({ cluster, filed, reservations }: ClusterDraft): Settlement | undefined {
  const isWaiting = ({ object, claims }: Filed) => object.wishes !== undefined && claims.some((service) => service.claims.some(isAwaiting));
  if (reservations.length === 0 && !filed.some(isWaiting)) return undefined;
  const services = servicesIn(filed);
  const others = [...cluster.taken, ...cluster.foreign];
  return settle({ profile: cluster.profile, services, others, reservations, lock: lockSectionOf(cluster) });
}

/** Puts the chosen ports into every object of the app, and finds where that was not possible. */
function putIn({ root, session, tokens }: Subject, drafts: readonly ClusterDraft[]): Misuse[] {
  const changed = new Set(tokens.users);
  for (const object of changed) session.release(object);
  for (const draft of drafts) {
    draft.filed = draft.filed.map((each) => (changed.has(each.object.object) ? refile(session, each.object, draft) : each));
  }
  // A number that nobody was given stands in its own Service only.
  const objects = tokens.mayBeAnywhere ? root.node.findAll().filter((each) => ApiObject.isApiObject(each)) : [...changed];
  return objects.flatMap((object) => tokens.misusesIn(object, render(session, object)));
}

function refile(session: SynthSession, object: ServiceObject, { settlement }: ClusterDraft): Filed {
  return { object, claims: claimsIn(render(session, object.object), object).map((service) => markAssigned(service, settlement)) };
}

/** The port that was chosen: 0 where a finding says that there is none, undefined where no manifest or reservation has it. */
function portOf({ holder, servicePort, index }: AwaitedPort, drafts: readonly ClusterDraft[]): number | undefined {
  for (const { filed, settlement, reservations } of drafts) {
    if (index !== undefined) {
      if (reservations.some(({ key }) => key === holder.node.path)) return settlement?.blocks.get(holder.node.path)?.[index] ?? 0;
      continue;
    }
    const claims = filed.find(({ object }) => object.construct === holder)?.claims.flatMap((each) => each.claims) ?? [];
    const claim = claims.find((each) => (servicePort === undefined ? each.kind === ClaimKind.HEALTH_CHECK : each.servicePort === servicePort));
    if (claim) return claim.nodePort ?? settlement?.ports.get(ownerKey(claim.owner)) ?? 0;
  }
  return undefined;
}

function markAssigned(service: ServiceClaims, settlement: Settlement | undefined): ServiceClaims {
  const isChosen = ({ demandsStatic, nodePort, owner }: Claim) => (
    demandsStatic && nodePort !== undefined && settlement?.ports.get(ownerKey(owner)) === nodePort
  );
  return { ...service, claims: service.claims.map((claim) => ({ ...claim, assigned: isChosen(claim) })) };
}
