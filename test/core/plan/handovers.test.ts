import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { planHandovers, waitGraphOf } from '../../../lib/core/plan/handovers';
import { LOCAL } from '../../support/live-services';
import { Change, liveOf, problemOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

/** The handovers and collisions of a change, such as `30001 a>b`. */
function plan(change: Change) {
  const { handovers, collisions, strategies } = planHandovers(problemOf(change));
  const inShort = ({ nodePort, from, to }: (typeof handovers)[number]) =>
    `${nodePort} ${from.replace('shop/', '')}>${to.replace('shop/', '')}`;
  return {
    handovers: handovers.map(inShort),
    collisions: collisions.map(inShort),
    strategies: [...strategies.keys()].map((key) => key.replace('shop/', '')),
  };
}

const live = (...services: ReturnType<typeof pinned>[]) => services.map((each) => liveOf(each));
const port = (name: string, servicePort: number, nodePort?: number) => ({ name, port: servicePort, nodePort });
const local = (nodePort: number, healthCheckNodePort: number) =>
  service('lb', [port('web', 80, nodePort)], { ...LOCAL, healthCheckNodePort });

test('a number that its holder gives up for another Service is handed over', () => {
  expect(plan({ live: live(pinned('a', 30001)), next: [pinned('a', 30002), pinned('b', 30001)] })).toEqual({
    handovers: ['30001 a>b'],
    collisions: [],
    strategies: ['a', 'b'],
  });
});

test('a number of a Service that is deleted is handed over', () => {
  expect(plan({ live: live(pinned('a', 30001)), next: [pinned('b', 30001)], deleted: ['a'] }).handovers).toEqual([
    '30001 a>b',
  ]);
});

test('a number whose holder keeps it is a collision, whether it is applied or not', () => {
  expect(plan({ live: live(pinned('a', 30001)), next: [pinned('a', 30001), pinned('b', 30001)] })).toMatchObject({
    handovers: [],
    collisions: ['30001 a>b'],
  });
  expect(plan({ live: live(pinned('a', 30001)), next: [pinned('b', 30001)] })).toMatchObject({
    handovers: [],
    collisions: ['30001 a>b'],
  });
});

test('a number that its holder only carries in the end is handed over', () => {
  const carrying = service('a', [port('web', 80, 30001)], {
    type: 'ExternalName',
    externalName: 'a.example',
  } as object);
  expect(plan({ live: live(pinned('a', 30001)), next: [carrying, pinned('b', 30001)] }).handovers).toEqual([
    '30001 a>b',
  ]);
});

test('a holder that cannot change keeps its number', () => {
  expect(plan({ live: live(pinned('a', 30001)), next: [pinned('a', 40000), pinned('b', 30001)] })).toEqual({
    handovers: [],
    collisions: ['30001 a>b'],
    strategies: ['b'],
  });
});

test('a number that several Services hold is needed from each of them', () => {
  const change = { live: live(pinned('a', 30001), pinned('b', 30001)), next: [pinned('c', 30001), pinned('a', 30002)] };
  expect(plan(change)).toMatchObject({ handovers: ['30001 a>c'], collisions: ['30001 b>c'] });
});

test('numbers of the health checks count', () => {
  expect(plan({ live: live(local(30001, 30002)), next: [pinned('lb', 30001), pinned('b', 30002)] }).handovers).toEqual([
    '30002 lb>b',
  ]);
});

describe('no number is needed', () => {
  test.each<[string, Change]>([
    ['that the Service has', { live: live(pinned('a', 30001)), next: [service('a', [port('other', 81, 30001)])] }],
    ['that is free', { next: [pinned('a', 30001)] }],
    [
      'by a Service without node ports',
      { live: live(pinned('b', 30001)), next: [service('a', [port('x', 80)], { type: 'ClusterIP' })] },
    ],
    [
      'by a Service that is refused',
      { live: live(pinned('b', 30001)), next: [service('a', [port('x', 80, 30001), port('x', 81)])] },
    ],
    ['that is picked', { next: [service('a', [port('x', 80)])] }],
    [
      'from a Service that only carries it',
      { live: live(service('b', [port('x', 80, 30001)], { type: 'ExternalName' })), next: [pinned('a', 30001)] },
    ],
  ])('%s', (_, change) => {
    expect(plan(change)).toMatchObject({ handovers: [], collisions: [] });
  });

  test('from a Service that holds it outside the range', () => {
    const change = { live: live(pinned('b', 40000)), next: [pinned('a', 40000)] };
    expect(plan(change)).toEqual({ handovers: [], collisions: [], strategies: [] });
  });

  test('from a Service that holds it outside the range, by one that only carries it', () => {
    const carrying = service('a', [port('web', 80, 40000)], { type: 'ExternalName' });
    const change = { live: live(carrying, pinned('b', 40000)), next: [pinned('a', 40000)] };
    expect(plan(change)).toEqual({ handovers: [], collisions: [], strategies: ['a'] });
  });
});

test('a number that a Service only carries has to be handed over to it', () => {
  const carrying = service('a', [port('web', 80, 30001)], { type: 'ExternalName' });
  const change = { live: live(carrying, pinned('b', 30001)), next: [pinned('a', 30001), pinned('b', 30002)] };
  expect(plan(change).handovers).toEqual(['30001 b>a']);
});

describe('a health check that has to change', () => {
  test('waits for itself', () => {
    expect(plan({ live: live(local(30001, 30002)), next: [local(30001, 30003)] }).handovers).toEqual(['30002 lb>lb']);
  });

  test('waits for itself if a port of the Service gets its number', () => {
    const change = { live: live(local(30001, 30002)), next: [local(30002, 30003)] };
    expect(plan(change)).toMatchObject({ handovers: ['30002 lb>lb'], collisions: [] });
  });

  test('may wait for others too', () => {
    const change = {
      live: live(local(30001, 30002), pinned('b', 30003)),
      next: [local(30001, 30003), pinned('b', 30004)],
    };
    expect(plan(change).handovers).toEqual(['30003 b>lb', '30002 lb>lb']);
  });
});

describe('a number that a Service keeps although its manifest no longer has it', () => {
  const both = service('a', [port('web', 80, 30001), port('api', 81, 30002)]);
  const way = { tool: ApplyTool.KUBECTL };

  test('is given up if another Service requests it', () => {
    const change = { live: live(both), next: [pinned('a', 30001), pinned('b', 30002)], way };
    expect(plan(change)).toMatchObject({ handovers: ['30002 a>b'], collisions: [] });
    const { strategies } = planHandovers(problemOf(change));
    expect(strategies.get('shop/a')!.way.tool).toBe(ApplyTool.REPLACE);
  });

  test('stays if nobody requests it', () => {
    const { strategies } = planHandovers(problemOf({ live: live(both), next: [pinned('a', 30001)], way }));
    expect(strategies.get('shop/a')!.way.tool).toBe(ApplyTool.KUBECTL);
  });

  test.each([
    ['a port', both],
    ['a health check', { ...local(30001, 30002), metadata: both.metadata }],
  ])('stays if the manifest has it after all, as %s', (_, written) => {
    const change = { live: live(written), next: [written, pinned('b', 30002)], way };
    expect(plan(change)).toMatchObject({ handovers: [], collisions: ['30002 a>b'] });
    expect(planHandovers(problemOf(change)).strategies.get('shop/a')!.way.tool).toBe(ApplyTool.KUBECTL);
  });

  test('is given up although the Service keeps another requested number, which its manifest has', () => {
    const asked = (...numbers: number[]) =>
      service(
        'b',
        numbers.map((nodePort, index) => port(`p${index}`, 90 + index, nodePort)),
      );
    const change = { live: live(both), next: [pinned('a', 30001), asked(30001, 30002)], way };
    expect(plan(change)).toMatchObject({ handovers: ['30002 a>b'], collisions: ['30001 a>b'] });
    const checked = service('lb', [port('web', 80, 30001), port('api', 81, 30003)], {
      ...LOCAL,
      healthCheckNodePort: 30002,
    });
    const second = { live: live(checked), next: [local(30001, 30002), asked(30002, 30003)], way };
    expect(plan(second)).toMatchObject({ handovers: ['30003 lb>b'], collisions: ['30002 lb>b'] });
  });

  test('is given up even if the Service has to be recreated', () => {
    const change = {
      live: live(both),
      next: [service('a', [port('web', 80), port('api', 81)]), pinned('b', 30002)],
      way,
    };
    expect(plan(change)).toMatchObject({ handovers: ['30002 a>b'], collisions: [] });
    expect(planHandovers(problemOf(change)).strategies.get('shop/a')!.before).toBe('delete');
  });
});

test('a Service waits for the holders of the numbers that it needs', () => {
  expect(
    waitGraphOf([
      { nodePort: 1, from: 'a', to: 'b' },
      { nodePort: 2, from: 'c', to: 'b' },
      { nodePort: 3, from: 'b', to: 'a' },
    ]),
  ).toEqual(
    new Map([
      ['b', new Set(['a', 'c'])],
      ['a', new Set(['b'])],
    ]),
  );
});
