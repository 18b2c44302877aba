import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assetsOf, nodePortsOf } from './cluster';
import { ControlPlane, startControlPlane } from './control-plane';
import { Service } from './library';
import { SAFE, UNSAFE, pinned, service } from './plan-transitions';
import { Shop, fileName } from './shop';
import { PlanJson } from '../support/plan-json';

const RANGE = '30000-30031';

/** Compares what `snapshot` and `plan` say with what a real API server and a real kubectl do. */
describe('plan', () => {
  let plane: ControlPlane;
  let shop: Shop;
  before(async () => {
    plane = await startControlPlane({ assets: assetsOf('newest'), portRange: RANGE });
    shop = new Shop(plane, RANGE);
    shop.must('kubectl create namespace shop');
  });
  after(async () => {
    shop.remove();
    await plane.stop();
  });

  /** Empties the namespace and applies Services in order. */
  function reset(services: readonly Service[]): void {
    shop.must('kubectl delete services --all -n shop');
    shop.write('live', services);
    for (const index of services.keys()) shop.must(`kubectl apply -f live/${fileName(index)}`);
  }

  /** The plan over a fresh snapshot. */
  async function plan(services: readonly Service[], prune = false) {
    shop.write('next', services);
    await shop.snapshot();
    const argv = ['plan', '--live', 'now.snapshot.yaml', ...(prune ? ['--prune'] : []), 'next'];
    const [text, json] = [await shop.cli(argv), await shop.cli([...argv, '--format', 'json'])];
    const lines = [...text.stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line);
    return { ...(JSON.parse(json.stdout) as PlanJson), code: text.code, text: text.stdout, lines };
  }

  /** Applies what was planned file by file, and returns what was refused. */
  function applyAsGiven(services: readonly Service[]): { document: number; error: string }[] {
    return services.flatMap((_, document) => {
      const { status, output } = shop.type(`kubectl apply -f next/${fileName(document)}`);
      return status === 0 ? [] : [{ document, error: output }];
    });
  }

  /** The numbers of every Service. */
  async function ports(): Promise<Record<string, number[]>> {
    const services = await shop.services();
    return Object.fromEntries(services.map((each) => [each.metadata.name, nodePortsOf(each)]));
  }

  for (const [name, live, next] of SAFE) {
    test(`safe, and then applied without an error: ${name}`, async () => {
      reset(live);
      const { verdict, code, text } = await plan(next);
      assert.deepEqual([verdict, code], ['safe', 0], text);
      assert.deepEqual(applyAsGiven(next), []);
    });
  }

  for (const [hazard, name, live, next, prune] of UNSAFE) {
    test(`unsafe, fails as predicted, and succeeds in the proposed sequence: ${name}`, async () => {
      reset(live);
      const { verdict, code, text, refusals, hazards, lines } = await plan(next, prune);
      assert.deepEqual([verdict, code, hazards.map(({ kind }) => kind)], ['unsafe', 2, [hazard]], text);
      const refused = applyAsGiven(next);
      assert.deepEqual(
        refused.map(({ document }) => document),
        refusals.map(({ document }) => document),
        text,
      );
      for (const [index, { error }] of refusals.entries()) {
        const message = error.replace(/^.*invalid: /, '');
        assert.ok(refused[index].error.includes(message), `${refused[index].error}\n${error}`);
      }
      reset(live);
      for (const line of lines) shop.must(line);
      const held = await ports();
      for (const each of next) assert.deepEqual(held[each.metadata.name], nodePortsOf(each));
      if (!prune) return;
      assert.deepEqual(
        Object.keys(held),
        next.map(({ metadata }) => metadata.name),
      );
    });
  }

  test('unsafe if kubectl apply never wrote the Service: it keeps a port that its manifest lacks', async () => {
    reset([]);
    await plane.api.create(
      service('a', [
        { name: 'web', port: 80, nodePort: 30001 },
        { name: 'tls', port: 443, nodePort: 30002 },
      ]),
    );
    const next = [pinned('a', 30001), pinned('b', 30002)];
    const { verdict, code, refusals } = await plan(next);
    assert.deepEqual([verdict, code, refusals.map(({ document }) => document)], ['unsafe', 2, [1]]);
    const [{ document, error }] = applyAsGiven(next);
    assert.equal(document, 1);
    assert.match(error, /provided port is already allocated/);
  });

  test('a number of a Service that no manifest changes: no sequence is proposed, and it is refused', async () => {
    reset([pinned('other', 30001)]);
    const { verdict, sequence, refusals } = await plan([pinned('web', 30001)]);
    assert.deepEqual(
      [verdict, sequence, refusals.map(({ document, status }) => [document, status])],
      ['unsafe', undefined, [[0, 422]]],
    );
    assert.match(applyAsGiven([pinned('web', 30001)])[0].error, /provided port is already allocated/);
  });
});
