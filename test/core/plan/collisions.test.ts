import { collisionsOf } from '../../../lib/core/plan/collisions';
import { FreeNumbers } from '../../../lib/core/plan/free-numbers';
import { planHandovers } from '../../../lib/core/plan/handovers';
import { Change, WEB_RELEASE, liveOf, problemOf } from '../../support/parties';
import { pinned } from '../../support/plans';

/** The collisions of a change, of which pruning would delete some live Services. */
function collide(change: Change, pruned: readonly string[] = []) {
  const problem = problemOf(change);
  const whenPruned = problemOf({ ...change, deleted: pruned }).parties;
  return collisionsOf(planHandovers(problem), problem, whenPruned, new FreeNumbers(problem));
}

const holder = liveOf(pinned('holder', 30001));

test('a number whose holder does not change is a collision, with a free number', () => {
  expect(collide({ live: [holder], next: [pinned('web', 30001)] })).toEqual([
    {
      nodePort: 30001,
      service: 'shop/web',
      path: 'doc-0',
      holder: 'shop/holder',
      holderRelease: undefined,
      meantFor: undefined,
      isPrunable: false,
      proposed: 30002,
    },
  ]);
});

test('a number whose holder changes too is not a collision, whether it keeps the number or not', () => {
  expect(collide({ live: [holder], next: [pinned('web', 30001), pinned('holder', 30002)] })).toEqual([]);
  expect(collide({ live: [holder], next: [pinned('web', 30001), pinned('holder', 30001)] })).toEqual([]);
});

test('pruning may delete the holder', () => {
  expect(collide({ live: [holder], next: [pinned('web', 30001)] }, ['holder'])[0].isPrunable).toBe(true);
});

describe('a holder that belongs to a release', () => {
  const released = (namespace: string) => liveOf(pinned('holder', 30001), { release: { namespace, name: 'web' } });

  test('may be in the release of the manifests, if they are in its namespace', () => {
    const [collision] = collide({ live: [released('shop')], next: [pinned('web', 30001)] });
    expect(collision).toMatchObject({ holderRelease: WEB_RELEASE, meantFor: WEB_RELEASE });
    const [other] = collide({ live: [released('edge')], next: [pinned('web', 30001)] });
    expect(other).toMatchObject({ holderRelease: { namespace: 'edge', name: 'web' }, meantFor: undefined });
  });

  test('is not meant if the manifests belong to a release already', () => {
    const [collision] = collide({ live: [released('shop')], next: [pinned('web', 30001)], release: WEB_RELEASE });
    expect(collision.meantFor).toBeUndefined();
  });
});
