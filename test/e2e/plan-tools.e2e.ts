import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { assetsOf } from './cluster';
import { Compared, Comparison } from './comparison';
import { ControlPlane, startControlPlane } from './control-plane';
import { RANGE, World, worlds } from './random-worlds';
import { Shop } from './shop';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.PLAN_RUNS ?? 300);
/** A file that an earlier run wrote: only that world is compared. */
const WORLD = process.env.PLAN_WORLD;
/** Whether a disagreement is written to a file, as it is, and the run goes on, rather than shrinking it. */
const GOES_ON = process.env.PLAN_GOES_ON === '1';

/** Writes a world to a file, so that it can be compared again with `PLAN_WORLD`. */
function keep(world: World): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-world-')), 'world.json');
  writeFileSync(file, JSON.stringify(world, undefined, 2));
  return file;
}

/** The totals of a run. */
class Tally {
  private readonly counts = new Map<string, number>();

  public add({ verdict, typed }: Compared): void {
    for (const name of ['worlds', verdict, `typed ${typed}`]) this.counts.set(name, this.of(name) + 1);
  }

  public of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  public toString(): string {
    const verdicts = ['safe', 'risky', 'unsafe'].map((verdict) => `${this.of(verdict)} ${verdict}`).join(', ');
    const typed = `${this.of('typed all')} with a sequence, ${this.of('typed some')} with one for some Services`;
    return `${this.of('worlds')} worlds compared, ${verdicts}, ${typed}`;
  }
}

describe('plan compared with the tools', () => {
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

  const compare = async (world: World): Promise<Compared> =>
    new Comparison(world.helm4 ? shops.helm4 : shops.helm3, world).run();

  test('a failure of an earlier run', { skip: WORLD === undefined }, async () => {
    console.log(await compare(JSON.parse(readFileSync(WORLD!, 'utf8')) as World));
  });

  test(`random worlds, seed ${SEED}`, { skip: WORLD !== undefined }, async () => {
    const tally = new Tally();
    const failures: string[] = [];
    let last: World | undefined;
    const property = fc.asyncProperty(worlds, async (world) => {
      last = world;
      try {
        tally.add(await compare(world));
      } catch (error) {
        if (!GOES_ON) throw error;
        failures.push(`${(error as Error).message}\n${keep(world)}`);
        console.error(`${failures[failures.length - 1]}\n${'='.repeat(80)}`);
      }
      if (tally.of('worlds') % 25 === 0) console.error(`${new Date().toISOString()} ${tally}`);
    });
    try {
      await fc.assert(property, { numRuns: RUNS, seed: SEED });
    } catch (error) {
      const { message, cause } = error as Error;
      const [, counterexample] = /Counterexample: (\[.*\])\n/.exec(message) ?? [];
      const reason = cause instanceof Error ? cause.message : '';
      const file = keep(counterexample ? (JSON.parse(counterexample) as World[])[0] : last!);
      throw new Error(`${message}\n\n${reason}\n\nThe world is in ${file}`);
    }
    if (failures.length > 0) throw new Error(`${tally}: ${failures.length} disagreements`);
    console.log(`seed ${SEED}: ${tally}: 0 disagreements`);
  });
});
