import { existsSync, readFileSync } from 'node:fs';
import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import * as fc from 'fast-check';
import { enterNewFolder, pinned, plainService, refusalsOf } from '../../support/apps';
import { runs } from '../../support/runs';

const LOCK = 'nodeports.lock.yaml';

/** How a Service comes to its port; `asked` ones are asked for it as soon as they are made. */
type Kind = 'asked' | 'open' | 'pinned' | 'plain' | 'block';

interface Part {
  readonly name: string;
  readonly kind: Kind;
  /** For those that write it: no two of an app write the same. */
  readonly port: number;
}

/** Twelve ports at most, in a static band of sixteen; so promises and pins meet often. */
const parts: fc.Arbitrary<Part[]> = fc
  .tuple(
    fc.array(fc.constantFrom<Kind>('asked', 'open', 'pinned', 'plain'), { minLength: 1, maxLength: 10 }),
    fc.shuffledSubarray(
      Array.from({ length: 16 }, (_, index) => 30000 + index),
      { minLength: 10 },
    ),
    fc.boolean(),
  )
  .map(([kinds, ports, hasBlock]) => [
    ...kinds.map((kind, index) => ({ name: `s${index}`, kind, port: ports[index] })),
    ...(hasBlock && kinds.every((kind) => kind !== 'plain' && kind !== 'pinned')
      ? [{ name: 'block', kind: 'block' as const, port: 0 }]
      : []),
  ]);

/** The lock; an app that leaves no port to the library has none. */
const readLock = (): string => (existsSync(LOCK) ? readFileSync(LOCK, 'utf8') : '');

/** The app of some parts, made in that order, and the numbers that were given out on the way. */
function build(all: readonly Part[]): { app: App; given: Map<string, number> } {
  const app = new App({ outdir: 'dist' });
  new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', portRange: '30000-30063', frozen: false });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const given = new Map<string, number>();
  for (const { name, kind, port } of all) {
    if (kind === 'block') {
      given.set(name, new NodePortReservation(app, name, { size: 2, reason: 'a test' }).portAt(1));
    } else if (kind === 'plain') {
      plainService(chart, name, pinned(port));
    } else {
      const nodePort = kind === 'pinned' ? port : undefined;
      const service = new StaticNodePortService(chart, name, {
        metadata: { name },
        ports: [{ name: 'web', port: 80, nodePort }],
      });
      if (kind === 'asked') given.set(name, service.nodePortOf('web'));
    }
  }
  return { app, given };
}

function numbersIn(app: App): Map<string, number> {
  const services = app.node
    .findAll()
    .filter((each) => ApiObject.isApiObject(each))
    .map((each) => each.toJson());
  return new Map(services.map(({ metadata, spec }) => [metadata.name, spec.ports[0].nodePort]));
}

const inAnyOrder = parts.chain((all) =>
  fc.tuple(fc.constant(all), ...[1, 2].map(() => fc.shuffledSubarray(all, { minLength: all.length }))),
) as fc.Arbitrary<[Part[], Part[], Part[]]>;

test('an app passes in any order of constructs after at most one rerun, and then no order changes any number', () => {
  fc.assert(
    fc.property(inAnyOrder, ([all, ...orders]) => {
      enterNewFolder();
      const refusals = refusalsOf(build(all).app);
      if (refusals.length > 0) {
        expect(refusals.filter((refusal) => !/Synthesize again: .* \(promise-broken\)$/.test(refusal))).toEqual([]);
        expect(refusalsOf(build(all).app)).toEqual([]);
      }
      const lock = readLock();
      const numbers = numbersIn(build(all).app);
      for (const order of orders) {
        const { app, given } = build(order);
        expect(refusalsOf(app)).toEqual([]);
        expect(numbersIn(app)).toEqual(numbers);
        for (const [name, port] of given) expect(name === 'block' || numbers.get(name) === port).toBe(true);
        expect(readLock()).toBe(lock);
      }
    }),
    { ...runs(10), verbose: true },
  );
});

test('a number that was given out is in the manifest, or nothing is emitted', () => {
  fc.assert(
    fc.property(inAnyOrder, ([all]) => {
      enterNewFolder();
      const { app, given } = build(all);
      if (refusalsOf(app).length > 0) return;
      const numbers = numbersIn(app);
      for (const [name, port] of given) if (name !== 'block') expect(numbers.get(name)).toBe(port);
    }),
    { ...runs(10), verbose: true },
  );
});
