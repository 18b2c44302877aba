import { IConstruct } from 'constructs';
import { Cluster, lockSectionOf } from './cluster';
import { declaredClaims } from './declared-claims';
import { NodePortNumbers, SettledNumbers } from './node-port-numbers';
import { ClaimsByObject, Renderer } from './renderer';
import { givenBlocksOf } from './reservations';
import { StaticPorts } from './static-ports';
import { ServiceObject } from './synthesized-services';
import { ClusterDraft } from './verdict';
import { Settlement, settle } from '../../core/assign/settlement';
import { Claim, isAwaiting, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** What is known beside the static Services. */
interface Surroundings {
  readonly root: IConstruct;
  readonly numbers: NodePortNumbers;
  readonly drafts: readonly ClusterDraft[];
  readonly renderer: Renderer;
  /** The claims of all other objects. */
  readonly others: ClaimsByObject;
}

/** The static Services of an app, rendered with the numbers that were chosen for them. */
interface SettledServices {
  readonly settled: SettledNumbers;
  readonly rendered: ClaimsByObject;
}

/**
 * Chooses the numbers of static Services and renders them; once more where rendering showed other owners than declared.
 * Each draft gets its settlement.
 */
export function settleStatic(objects: readonly ServiceObject[], surroundings: Surroundings): SettledServices {
  const { root, numbers, drafts, renderer, others } = surroundings;
  let declared: ClaimsByObject = new Map(
    objects.map((object) => [object, numbers.drafting(() => declaredClaims(object))]),
  );
  for (let isFirst = true; ; isFirst = false) {
    for (const draft of drafts) draft.settlement = settlementOf(root, draft, new Map([...others, ...declared]));
    const settled = numbersOf(declared, drafts);
    const rendered = numbers.rendering(settled, () => renderer.claimsOf(objects));
    const isAsDeclared = objects.every((object) => isSame(declared.get(object), rendered.get(object)));
    if (isAsDeclared || !isFirst) return { settled, rendered };
    declared = new Map([...rendered].map(([object, services]) => [object, withoutChosen(object, services, settled)]));
    renderer.release(objects);
  }
}

/** Whether an object is part of a cluster. */
export function isIn({ scope }: Cluster, object: ServiceObject): boolean {
  return object.cluster.scope === scope;
}

/** Nothing is to be chosen where every port is written and nothing is reserved. */
function settlementOf(
  root: IConstruct,
  { cluster, reservations }: ClusterDraft,
  claims: ClaimsByObject,
): Settlement | undefined {
  const own = [...claims].filter(([object]) => isIn(cluster, object));
  if (reservations.length === 0 && !own.some(([object, services]) => waitingIn(object, services).length > 0)) {
    return undefined;
  }
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
    for (const { servicePort, owner } of waitingIn(object, services)) {
      const known = StaticPorts.of(object.construct).given.get(servicePort);
      if (known) given.set(ownerKey(owner), known.nodePort);
    }
  }
  return given;
}

/** The number of every port that waited for one, by Service and service port. */
function numbersOf(declared: ClaimsByObject, drafts: readonly ClusterDraft[]): SettledNumbers {
  const settled = new Map<StaticPorts, Map<number | undefined, number>>();
  for (const [object, services] of declared) {
    const settlement = drafts.find(({ cluster }) => isIn(cluster, object))?.settlement;
    const numbers = new Map<number | undefined, number>();
    for (const { servicePort, owner } of waitingIn(object, services)) {
      const nodePort = settlement?.ports.get(ownerKey(owner));
      if (nodePort !== undefined) numbers.set(servicePort, nodePort);
    }
    settled.set(StaticPorts.of(object.construct), numbers);
  }
  return settled;
}

function waitingIn({ wishes }: ServiceObject, services: readonly ServiceClaims[]): Claim[] {
  return wishes === undefined ? [] : services.flatMap(({ claims }) => claims.filter(isAwaiting));
}

/** Whether a Service claims what it declared, under the same owners. */
function isSame(declared: readonly ServiceClaims[] = [], rendered: readonly ServiceClaims[] = []): boolean {
  const owners = (services: readonly ServiceClaims[]) =>
    JSON.stringify(services.flatMap(({ claims }) => claims.map(({ owner }) => ownerKey(owner))));
  return owners(declared) === owners(rendered);
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
  const reopen = (claim: Claim) => (isChosen(claim) ? { ...claim, nodePort: undefined } : claim);
  return services.map((service) => ({ ...service, claims: service.claims.map(reopen) }));
}
