import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { PortPool, isPick } from '../../../lib/core/plan/port-pool';

/** A pool in which Services hold some numbers; a range of 32 ports has 16 static and 16 dynamic ones. */
function poolOf({ range = '30000-30031', held = [[]] as number[][], version = '1.31' } = {}): PortPool {
  const pool = new PortPool(new ClusterProfile({ portRange: range, kubernetesVersion: version }), held);
  pool.begin('shop/a');
  return pool;
}

const row = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const TAKEN = { code: 'port-taken', error: 'provided port is already allocated' };

test('a free number is reserved once', () => {
  const pool = poolOf();
  expect([pool.reserve(30001), pool.reserve(30001)]).toEqual([undefined, TAKEN]);
});

test('a number that a Service holds is taken until it is released', () => {
  const pool = poolOf({ held: [[30001, 30001]] });
  expect(pool.reserve(30001)).toEqual(TAKEN);
  pool.release(30001);
  expect(pool.reserve(30001)).toBeUndefined();
  expect(pool.risks).toEqual([]);
});

test('a number outside the range is refused, whoever holds it', () => {
  const refusal = {
    code: 'outside-range',
    error: 'provided port is not in the valid range. The range of valid ports is 30000-30031',
  };
  expect(poolOf({ held: [[30032]] }).reserve(30032)).toEqual(refusal);
  expect(poolOf().reserve(29999)).toEqual(refusal);
});

test('a number outside the range does not count as one of its ports', () => {
  expect(isPick(poolOf({ range: '30000-30001', held: [[40000], [30000]] }).pick() as number)).toBe(true);
});

test('a full range has no number to pick, and every number is taken', () => {
  const pool = poolOf({ range: '30000-30001', held: [[30000, 30001]] });
  expect(pool.pick()).toEqual({ code: 'range-full', error: 'range is full' });
  pool.release(30000);
  expect(isPick(pool.pick() as number)).toBe(true);
  // The pick has the last number, whichever it is.
  expect(pool.reserve(30000)).toEqual(TAKEN);
});

test('picks are numbers of their own, far from any range', () => {
  const pool = poolOf();
  const [first, second] = [pool.pick(), pool.pick()];
  expect(first).not.toBe(second);
  expect([first, second, 65535].map((number) => isPick(number as number))).toEqual([true, true, false]);
});

test('a request that is reverted leaves its numbers and picks free, but not those of earlier requests', () => {
  const pool = poolOf({ range: '30000-30002' });
  pool.reserve(30000);
  pool.begin('shop/b');
  pool.reserve(30001);
  pool.pick();
  pool.revert();
  expect(pool.reserve(30000)).toEqual(TAKEN);
  expect([pool.reserve(30001), pool.reserve(30002)]).toEqual([undefined, undefined]);
  expect(pool.risks).toEqual([]);
});

describe('a pick', () => {
  const risk = (nodePort: number) => ({
    nodePort,
    because: 'the API server picks a number for shop/a first, and may pick this one',
  });

  test('is a risk to later requests for a dynamic number, but not for a static one', () => {
    const pool = poolOf();
    pool.pick();
    pool.begin('shop/b');
    pool.reserve(30001);
    expect(pool.risks).toEqual([]);
    pool.reserve(30016);
    expect(pool.risks).toEqual([risk(30016)]);
  });

  test('is not a risk to earlier requests, nor once it is released', () => {
    const pool = poolOf();
    pool.reserve(30016);
    const pick = pool.pick() as number;
    pool.release(pick);
    pool.reserve(30017);
    expect(pool.risks).toEqual([]);
  });

  test('is not a risk to the Service that has it', () => {
    const pool = poolOf();
    const pick = pool.pick() as number;
    pool.begin('shop/a');
    pool.reserve(30016, new Set([pick]));
    expect(pool.risks).toEqual([]);
    pool.pick();
    pool.reserve(30017, new Set([pick]));
    expect(pool.risks).toEqual([risk(30017)]);
  });

  test('may be any number if the static band is not protected', () => {
    const pool = poolOf({ version: '1.27' });
    pool.pick();
    pool.reserve(30001);
    expect(pool.risks).toEqual([risk(30001)]);
  });

  test('may be any number in a range too small for two bands', () => {
    const pool = poolOf({ range: '30000-30009' });
    pool.pick();
    pool.reserve(30001);
    expect(pool.risks).toEqual([risk(30001)]);
  });

  test('stays in the dynamic band as long as one of its ports is free for certain', () => {
    const pool = poolOf({ held: [row(30016, 30030)] });
    pool.pick();
    pool.reserve(30001);
    expect(pool.risks).toEqual([]);
  });

  test('stays in the dynamic band however full the static one is', () => {
    const pool = poolOf({ held: [row(30000, 30014), [30016]] });
    pool.pick();
    pool.reserve(30015);
    expect(pool.risks).toEqual([]);
  });

  test('may be static once the dynamic band is full', () => {
    const pool = poolOf({ held: [row(30016, 30031)] });
    pool.pick();
    pool.reserve(30001);
    expect(pool.risks).toEqual([risk(30001)]);
  });

  test('may be static once earlier picks may have filled the dynamic band', () => {
    const pool = poolOf({ held: [row(30016, 30030)] });
    pool.pick();
    pool.pick();
    pool.reserve(30001);
    expect(pool.risks).toEqual([risk(30001)]);
  });

  test('may turn out to be a number within its reach', () => {
    const pool = poolOf();
    const pick = pool.pick() as number;
    expect([pool.mayBe(pick, 30016), pool.mayBe(pick, 30001), pool.mayBe(pick + 1, 30016)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('a number that several Services hold is a risk even after it is released', () => {
  const pool = poolOf({ held: [[30001], [30001]] });
  pool.release(30001);
  pool.reserve(30001);
  expect(pool.risks).toEqual([
    {
      nodePort: 30001,
      because: 'several Services hold it at present, and the API server may take a few minutes to see who still does',
    },
  ]);
  pool.begin('shop/b');
  expect(pool.risks).toEqual([]);
});
