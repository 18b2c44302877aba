import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cluster, clusterOf, lockSectionOf } from './cluster';
import { AwaitedPort, Misuse, PortTokens } from './port-tokens';
import { reservationsOf } from './reservations';
import { SynthSession } from './synth-session';
import { ServiceObject, claimsIn, surveyOf } from './synthesized-services';
import { Docket, Filed, Promised, Verdict, verdictOf } from './verdict';
import { Claim, ClaimKind, isAwaiting, ownerKey } from '../core/claim';
import { ServiceClaims } from '../core/service-claims';
import { Settlement, settle } from '../core/settlement';

/** What the judging of an app has to go by. */
export interface Subject {
  readonly root: IConstruct;
  readonly session: SynthSession;
  readonly tokens: PortTokens;
  readonly promises: readonly Promised[];
}

/** Judges the clusters of an app as it is now: reads the claims, chooses what is to be chosen, reads again what that changed. */
export function judge(subject: Subject): Verdict[] {
  const { root, session, tokens, promises } = subject;
  const survey = surveyOf(root);
  // A token may be all that is left of the one static Service of an app.
  const clusters = survey.clusters.length === 0 && !tokens.isEmpty ? [clusterOf(root)] : survey.clusters;
  const dockets = new Map<Cluster, Docket>(clusters.map((cluster) => [cluster, { cluster, filed: [], reservations: reservationsOf(root, cluster) }]));
  tokens.users.clear();
  tokens.draft(() => {
    for (const object of survey.objects) dockets.get(object.cluster)?.filed.push(file(session, object));
  });
  for (const docket of dockets.values()) docket.settlement = settlementOf(docket);
  const misuses = tokens.isEmpty ? [] : putIn(subject, [...dockets.values()]);
  const [first, ...others] = dockets.values();
  const isOf = ({ object }: Misuse, { cluster }: Docket) => clusterOf(object).scope === cluster.scope;
  const about = { promises, objects: survey.objects };
  return [...dockets.values()].map((docket) => verdictOf(docket, about, docket === first
    // What is outside every cluster is reported once all the same.
    ? misuses.filter((misuse) => !others.some((other) => isOf(misuse, other)))
    : misuses.filter((misuse) => isOf(misuse, docket))));
}

function file(session: SynthSession, object: ServiceObject): Filed {
  return { object, claims: claimsIn(render(session, object.object), object) };
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
function settlementOf({ cluster, filed, reservations }: Docket): Settlement | undefined {
  const services = filed.flatMap(({ claims }) => claims);
  if (reservations.length === 0 && !services.some(({ claims }) => claims.some(isAwaiting))) return undefined;
  const others = [...cluster.taken, ...cluster.foreign];
  return settle({ profile: cluster.profile, services, others, reservations, lock: lockSectionOf(cluster) });
}

/** Puts the chosen ports into every object of the app, and finds where that was not possible. */
function putIn({ root, session, tokens }: Subject, dockets: readonly Docket[]): Misuse[] {
  const changed = new Set(tokens.users);
  for (const object of changed) session.release(object);
  tokens.settle((port) => portOf(port, dockets));
  for (const docket of dockets) {
    docket.filed = docket.filed.map((each) => (changed.has(each.object.object) ? refile(session, each.object, docket) : each));
  }
  const objects = root.node.findAll().filter((each) => ApiObject.isApiObject(each));
  return objects.flatMap((object) => tokens.misusesIn(object, render(session, object)));
}

function refile(session: SynthSession, object: ServiceObject, { settlement }: Docket): Filed {
  return { object, claims: file(session, object).claims.map((service) => markAssigned(service, settlement)) };
}

function portOf({ service, servicePort, reservation }: AwaitedPort, dockets: readonly Docket[]): number | undefined {
  if (reservation !== undefined) {
    const block = dockets.map(({ settlement }) => settlement?.blocks.get(service.node.path)).find((ports) => ports !== undefined);
    return block?.[reservation] ?? 0;
  }
  for (const { filed, settlement } of dockets) {
    const claims = filed.find(({ object }) => object.construct === service)?.claims.flatMap((each) => each.claims) ?? [];
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
