import fc from 'fast-check';
import { Service } from './library';

/** The tool that created a Service. */
export type Origin = 'apply' | 'server-side' | 'create' | 'helm';
/** The tool that changed a Service afterwards. */
export interface Drift {
  readonly by: 'edit' | 'patch' | 'json-patch' | 'apply' | 'server-side' | 'replace' | 'unannotate';
  /** The Service as it is to be then, as far as that goes. */
  readonly service: Service;
}
/** The tool that applies the manifests. */
export type Applying = 'kubectl' | 'server-side' | 'server-side-forced' | 'helm' | 'replace';

/** A cluster, how it came about, and what is to be applied to it. */
export interface World {
  readonly live: readonly { readonly origin: Origin; readonly service: Service }[];
  readonly drifts: readonly Drift[];
  readonly next: readonly Service[];
  readonly applying: Applying;
  readonly prune: boolean;
  /** Whether Helm is version 4. */
  readonly helm4: boolean;
  /** Whether the snapshot contains what the releases of Helm wrote last. */
  readonly readsReleases: boolean;
}

export const RANGE = '30000-30063';

const NAMES = ['a', 'b', 'c', 'd'];
const PINNED = [30000, 30001, 30002, 30003, 30004];
// Pinned numbers are static, so that the server's own picks never matter.
const number = fc.constantFrom(undefined, undefined, undefined, ...PINNED, ...PINNED, null, 0);
const protocol = fc.constantFrom(undefined, 'TCP', 'TCP', 'UDP', 'UDP', 'UDP', 'SCTP', null, '');
const servicePort = fc.constantFrom(80, 80, 53, 443);
const port = fc.record({
  name: fc.constantFrom('x', 'y', 'z'),
  port: servicePort,
  protocol,
  nodePort: number,
  targetPort: fc.constantFrom(undefined, undefined, undefined, 8080, 'web', null),
});
const unnamedPort = port.map((each) => ({ ...each, name: undefined }));
const ports = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(port) },
  { weight: 1, arbitrary: fc.tuple(unnamedPort) },
  { weight: 4, arbitrary: fc.uniqueArray(port, { minLength: 1, maxLength: 3, selector: ({ name }) => name }) },
  {
    weight: 2,
    arbitrary: fc.tuple(number, number).map(([tcp, udp]) => [
      { name: 'x', port: 53, protocol: 'TCP', nodePort: tcp, targetPort: undefined },
      { name: 'y', port: 53, protocol: 'UDP', nodePort: udp, targetPort: undefined },
    ]),
  },
);
const spec = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ type: 'NodePort' }) },
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ type: 'ClusterIP' }) },
  { weight: 1, arbitrary: fc.constant({ clusterIP: 'None' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'ExternalName', externalName: 'a.example' }) },
  { weight: 2, arbitrary: fc.constant({ type: 'LoadBalancer' }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('LoadBalancer'), allocateLoadBalancerNodePorts: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('LoadBalancer'),
      externalTrafficPolicy: fc.constantFrom('Local', 'Local', 'Cluster'),
      healthCheckNodePort: number,
    }),
  },
);

const named = (
  name: fc.Arbitrary<string>,
  namespace: fc.Arbitrary<string> = fc.constant('shop'),
): fc.Arbitrary<Service> =>
  fc.tuple(name, namespace, ports, spec).map(([each, space, list, rest]) => serviceOf(each, space, list, rest));
const anyService = named(fc.constantFrom(...NAMES), fc.constantFrom('shop', 'shop', 'shop', 'edge'));

/** A Service without its undefined fields. */
export function serviceOf(name: string, namespace: string, list: readonly object[], rest: object): Service {
  return JSON.parse(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { ...rest, selector: { app: name }, ports: list },
    }),
  ) as Service;
}

/** Numbers that change hands: swaps, longer cycles, renames and handovers. */
const circles = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.boolean()).map(([size, renames]) => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, size);
  const pinned = (name: string, nodePort: number) =>
    serviceOf(name, 'shop', [{ name: 'x', port: 80, nodePort }], { type: 'NodePort' });
  return {
    before: letters.map((name, index) => pinned(name, 30000 + index)),
    after: letters.map((name, index) => pinned(renames && index === 0 ? 'g' : name, 30000 + ((index + 1) % size))),
  };
});

const origin = fc.constantFrom<Origin>('apply', 'apply', 'server-side', 'create', 'helm');
const drift: fc.Arbitrary<Drift> = fc.record({
  by: fc.constantFrom('edit', 'patch', 'json-patch', 'apply', 'server-side', 'replace', 'unannotate'),
  service: anyService,
});

const mixed = fc.record({
  live: fc.uniqueArray(fc.record({ origin, service: anyService }), {
    maxLength: 4,
    selector: ({ service: { metadata } }) => `${metadata.namespace}/${metadata.name}`,
  }),
  drifts: fc.array(drift, { maxLength: 2 }),
  next: fc.array(anyService, { minLength: 1, maxLength: 4 }),
});
const handed = fc
  .record({ circle: circles, origin, drifts: fc.array(drift, { maxLength: 1 }) })
  .map(({ circle, origin: each, drifts }) => ({
    live: circle.before.map((service) => ({ origin: each, service })),
    drifts,
    next: circle.after,
  }));

/** A small change of a manifest, as people make them. */
type Edit = (service: Service) => Service;

const changed =
  (change: (list: any[], rest: any) => { list?: any[]; rest?: any }): Edit =>
  ({ metadata: { name, namespace }, spec: { ports: list, ...rest } }) => {
    const next = change(list as any[], rest);
    return serviceOf(name, namespace, next.list ?? (list as any[]), next.rest ?? rest);
  };
const firstPort = (fields: object): Edit =>
  changed(([first, ...others]) => ({ list: [{ ...first, ...fields }, ...others] }));
const freeNumber = fc.integer({ min: 30005, max: 30015 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Edit>((service) => service) },
  { weight: 3, arbitrary: freeNumber.map((nodePort) => firstPort({ nodePort })) },
  { weight: 2, arbitrary: fc.constant(firstPort({ nodePort: undefined })) },
  { weight: 1, arbitrary: fc.constant(firstPort({ name: 'w' })) },
  { weight: 1, arbitrary: protocol.map((each) => firstPort({ protocol: each })) },
  { weight: 1, arbitrary: fc.constantFrom(81, 8443).map((each) => firstPort({ port: each })) },
  { weight: 1, arbitrary: fc.constant(changed((list) => ({ list: list.slice(-1) }))) },
  { weight: 1, arbitrary: fc.constant(changed((list) => ({ list: [...list].reverse() }))) },
  {
    weight: 1,
    arbitrary: freeNumber.map((nodePort) =>
      changed((list) => ({ list: [...list, { name: 'v', port: 9000, nodePort }] })),
    ),
  },
  { weight: 2, arbitrary: spec.map((rest) => changed((_, { selector }) => ({ rest: { ...rest, selector } }))) },
);

/** Manifests of the live Services, some of them slightly changed. */
const edited = fc
  .record({
    live: fc.uniqueArray(fc.record({ origin, service: anyService }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ service: { metadata } }) => `${metadata.namespace}/${metadata.name}`,
    }),
    drifts: fc.array(drift, { maxLength: 1 }),
    edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
  })
  .map(({ live, drifts, edits }) => ({
    live,
    drifts,
    next: live.slice(0, edits.length).map(({ service }, index) => edits[index](service)),
  }));

/** Random worlds. Those of Helm use one namespace, as its releases do here. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: mixed }, { weight: 5, arbitrary: edited }, { weight: 1, arbitrary: handed }),
    fc.constantFrom<Applying>('kubectl', 'kubectl', 'server-side', 'server-side-forced', 'helm', 'replace'),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom(true, true, true, false),
  )
  .map(([{ live, drifts, next }, applying, prune, helm4, readsReleases]) => ({
    live,
    drifts,
    next: applying === 'helm' ? inOneNamespace(next) : next,
    applying,
    prune: prune && applying === 'kubectl',
    helm4,
    readsReleases,
  }));

/** A chart has each Service once. */
function inOneNamespace(next: readonly Service[]): Service[] {
  const seen = new Set<string>();
  return next
    .map((service) => ({ ...service, metadata: { ...service.metadata, namespace: 'shop' } }))
    .filter(({ metadata: { name } }) => !seen.has(name) && seen.add(name) !== undefined);
}
