import {
  SpareNumbers,
  movingAside,
  portsInTheWay,
  spareBeside,
  withoutHealthCheck,
} from '../../../lib/core/plan/move-aside';
import { Party, StepKind } from '../../../lib/core/plan/plan-steps';
import { LOCAL } from '../../support/live-services';
import { liveOf, partyOf, profileOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

const ports = (...numbers: number[]) =>
  numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort }));
const party = (...numbers: number[]): Party => partyOf(liveOf(service('a', ports(...numbers))), pinned('a', 30001));
const { range } = profileOf();

test('the ports with some numbers get spare ones, by their index', () => {
  expect(movingAside(party(30001, 30002, 30003), new Set([30001, 30003]), new SpareNumbers([30008, 30009]))).toEqual({
    kind: StepKind.MOVE_ASIDE,
    service: 'shop/a',
    moves: [
      { index: 0, from: 30001, to: 30008 },
      { index: 2, from: 30003, to: 30009 },
    ],
    dropsHealthCheck: false,
  });
});

test('ports that share a number move together', () => {
  const { moves } = movingAside(party(30001, 30001), new Set([30001]), new SpareNumbers([30008, 30009]));
  expect(moves!.map(({ to }) => to)).toEqual([30008, 30008]);
});

test('a port keeps its number if none is spare', () => {
  const { moves } = movingAside(party(30001, 30002), new Set([30001, 30002]), new SpareNumbers([30008]));
  expect(moves!.map(({ to }) => to)).toEqual([30008, 30002]);
});

test('a Service that does not exist has nothing to move', () => {
  expect(movingAside(partyOf(undefined, pinned('a', 30001)), new Set([30001]), new SpareNumbers([])).moves).toEqual([]);
});

test('a Service may give up its health check with its ports', () => {
  expect(withoutHealthCheck(party(30001), new Set([30001]), new SpareNumbers([30008]))).toEqual({
    kind: StepKind.MOVE_ASIDE,
    service: 'shop/a',
    moves: [{ index: 0, from: 30001, to: 30008 }],
    dropsHealthCheck: true,
  });
});

test('each spare number is given out once', () => {
  const spare = new SpareNumbers([30008, 30009]);
  expect([spare.size, spare.take(), spare.size, spare.take(), spare.take()]).toEqual([2, 30008, 1, 30009, undefined]);
});

describe('a live port is in the way', () => {
  const inTheWay = (live: ReturnType<typeof service> | undefined, healthCheckNodePort?: number) => [
    ...portsInTheWay(partyOf(live && liveOf(live), service('a', ports(30001), { ...LOCAL, healthCheckNodePort }))),
  ];

  test('if the health check of its Service needs its number', () => {
    expect(inTheWay(service('a', ports(30001, 30002)), 30002)).toEqual([30002]);
    expect(inTheWay(service('a', ports(30001, 30002)), 30003)).toEqual([]);
    expect(inTheWay(service('a', [{ port: 80 }], { type: 'ClusterIP' }), 0)).toEqual([]);
  });

  test('never if the Service is new or deleted', () => {
    expect(inTheWay(undefined, 30002)).toEqual([]);
    expect([...portsInTheWay({ live: liveOf(pinned('a', 30001)) })]).toEqual([]);
  });
});

describe('a spare number beside a Service', () => {
  const spare = (live: number[], next: number[]) =>
    spareBeside(partyOf(liveOf(service('a', ports(...live))), service('a', ports(...next))), range);

  test('is the first that it neither has nor requests', () => {
    expect(spare([30001], [30002]).take()).toBe(30000);
    expect(spare([30000], [30001]).take()).toBe(30002);
  });

  test('may be the last one of the range, and is missing if the Service uses all of it', () => {
    const all = Array.from({ length: 32 }, (_, index) => 30000 + index);
    expect(spare(all.slice(0, 31), []).take()).toBe(30031);
    expect(spare(all, []).size).toBe(0);
  });

  test('does not need both a live Service and a manifest', () => {
    expect(spareBeside(partyOf(undefined, pinned('a', 30000)), range).take()).toBe(30001);
    expect(spareBeside(partyOf(liveOf(pinned('a', 30000)), undefined), range).take()).toBe(30001);
  });
});
