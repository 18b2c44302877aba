import { Cluster } from './cluster';
import { settlementOf } from './cluster-settlement';
import { declaredClaims, draftedClaims } from './declared-claims';
import { NodePortNumbers, SettledNumbers } from './node-port-numbers';
import { Renderer } from './renderer';
import { StaticPorts } from './static-ports';
import { ClaimsByObject, ServiceObject } from './synthesized-services';
import { Settlement } from '../../core/assign/settlement';
import { isAwaiting, ownerKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';

/** Everything else that affects the settlement. */
interface Surroundings {
  readonly clusters: readonly Cluster[];
  readonly numbers: NodePortNumbers;
  readonly renderer: Renderer;
  /** The claims of all other objects. */
  readonly others: ClaimsByObject;
}

/** What was chosen in each cluster; undefined where there was nothing to choose. */
type Settlements = ReadonlyMap<Cluster, Settlement | undefined>;

/** The static Services of an app, rendered with the numbers that were chosen for them. */
interface SettledServices {
  readonly settlements: Settlements;
  readonly settled: SettledNumbers;
  readonly rendered: ClaimsByObject;
}

/**
 * Chooses the numbers of static Services and renders them; repeats that if the rendered owners differ from the declared
 * ones.
 */
export function settleStatic(objects: readonly ServiceObject[], surroundings: Surroundings): SettledServices {
  const { clusters, numbers, renderer, others } = surroundings;
  for (let claimsOf = declaredClaims; ; claimsOf = draftedClaims) {
    const declared = new Map(objects.map((object) => [object, numbers.drafting(() => claimsOf(object))]));
    const claims = new Map([...others, ...declared]);
    const settlements = new Map(clusters.map((cluster) => [cluster, settlementOf(cluster, claims)]));
    const settled = numbersOf(declared, settlements);
    const rendered = numbers.rendering(settled, () => renderer.claimsOf(objects));
    const isAsDeclared = objects.every((object) => isSame(declared.get(object), rendered.get(object)));
    if (isAsDeclared || claimsOf === draftedClaims) return { settlements, settled, rendered };
    renderer.release(objects);
  }
}

/** The number of every port that waited for one, by Service and service port. */
function numbersOf(declared: ClaimsByObject, settlements: Settlements): SettledNumbers {
  const settled = new Map<StaticPorts, Map<number | undefined, number>>();
  for (const [{ construct, cluster }, services] of declared) {
    const ports = settlements.get(cluster)?.ports;
    const waiting = services.flatMap(({ claims }) => claims.filter(isAwaiting));
    const numbers = waiting.map(({ servicePort, owner }) => [servicePort, ports?.get(ownerKey(owner))] as const);
    settled.set(StaticPorts.of(construct), new Map(numbers.filter((pair): pair is Chosen => pair[1] !== undefined)));
  }
  return settled;
}

type Chosen = readonly [servicePort: number | undefined, nodePort: number];

/** Whether a Service claims what it declared, under the same owners. */
function isSame(declared: readonly ServiceClaims[] = [], rendered: readonly ServiceClaims[] = []): boolean {
  const owners = (services: readonly ServiceClaims[]) =>
    JSON.stringify(services.flatMap(({ claims }) => claims.map(({ owner }) => ownerKey(owner))));
  return owners(declared) === owners(rendered);
}
