import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { assetsOf } from './cluster';
import { Comparison } from './comparison';
import { ControlPlane, startControlPlane } from './control-plane';
import { RANGE, World, worlds } from './random-worlds';
import { Shop } from './shop';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.PLAN_RUNS ?? 300);

/** Writes a world to files, so that it can be looked at and made again. */
function keep(world: World): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-world-'));
  writeFileSync(join(folder, 'world.json'), JSON.stringify(world, undefined, 2));
  return folder;
}

describe('plan beside what the tools do', () => {
  let plane: ControlPlane;
  let shops: { readonly helm3: Shop; readonly helm4: Shop };
  before(async () => {
    plane = await startControlPlane({ assets: assetsOf('newest'), portRange: RANGE });
    shops = {
      helm3: new Shop(plane, RANGE, process.env.E2E_HELM_3),
      helm4: new Shop(plane, RANGE, process.env.E2E_HELM_4),
    };
    shops.helm3.must('kubectl create namespace shop && kubectl create namespace edge');
  });
  after(async () => {
    shops.helm3.remove();
    shops.helm4.remove();
    await plane.stop();
  });

  test(`random worlds, seed ${SEED}`, async () => {
    const tally = { planned: 0, safe: 0, risky: 0, unsafe: 0, sequences: 0 };
    let last: World | undefined;
    try {
      await fc.assert(
        fc.asyncProperty(worlds, async (world) => {
          last = world;
          const { verdict, sequence } = await new Comparison(world.helm4 ? shops.helm4 : shops.helm3, world).run();
          tally.planned++;
          tally[verdict]++;
          if (sequence) tally.sequences++;
        }),
        { numRuns: RUNS, seed: SEED },
      );
    } catch (error) {
      const [, counterexample] = /Counterexample: (\[.*\])\n/.exec((error as Error).message) ?? [];
      const { message, cause } = error as Error;
      const reason = cause instanceof Error ? cause.message : '';
      throw new Error(
        `${message}\n\n${reason}\n\nThe world is in ${keep(counterexample ? JSON.parse(counterexample)[0] : last!)}`,
      );
    }
    console.log(
      `seed ${SEED}: ${tally.planned} worlds compared, ${tally.safe} safe, ${tally.risky} risky, ${tally.unsafe} ` +
        `unsafe, ` +
        `${tally.sequences} with a sequence: 0 disagreements`,
    );
  });
});
