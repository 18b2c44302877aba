import { LiveService } from '../../../lib/core/live/live-service';
import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { lostMarks, unknownFacts } from '../../../lib/core/plan/unknown-facts';
import { LOCAL, managerOf } from '../../support/live-services';
import { WEB_RELEASE, liveOf, problemOf, snapshot } from '../../support/parties';
import { pinned, service } from '../../support/plans';

/** The facts that are missing when one Service is applied. */
function missing(live: LiveService | undefined, way: Way, more: object = {}) {
  const isHelm = way.tool === ApplyTool.HELM;
  const change = {
    live: live ? [live] : [],
    next: [pinned('a', 30002)],
    way,
    release: isHelm ? WEB_RELEASE : undefined,
  };
  return unknownFacts(problemOf({ ...change, ...more })).map(({ service: key, because }) => `${key}: ${because}`);
}

const OWNERS =
  'shop/a: the owners of its fields are not in the snapshot; take one that has them: kubectl get services -A -o json ' +
  '--show-managed-fields | cdk8s-nodeport snapshot -';
const HOW =
  'is not in the snapshot. Take a snapshot with permission to read the Secrets of Helm, or see for yourself: helm ' +
  'get ' +
  'manifest -n shop web';
const HELM = { tool: ApplyTool.HELM };
const SERVER_SIDE_HELM = { tool: ApplyTool.HELM, isServerSide: true };
const released = { release: WEB_RELEASE, fields: { scalars: {} } };

test('nothing is missing for a Service that does not exist', () => {
  expect(missing(undefined, { tool: ApplyTool.SERVER_SIDE })).toEqual([]);
});

test('nothing is missing for a Service that is deleted', () => {
  const problem = problemOf({
    live: [liveOf(pinned('a', 30001))],
    next: [],
    deleted: ['a'],
    way: { tool: ApplyTool.SERVER_SIDE },
  });
  expect(unknownFacts(problem)).toEqual([]);
});

describe('the owners of fields', () => {
  const unknown = liveOf(pinned('a', 30001), { release: WEB_RELEASE });

  test.each<[string, Way, object, string[]]>([
    ['kubectl apply needs none', { tool: ApplyTool.KUBECTL }, {}, []],
    ['kubectl replace needs none', { tool: ApplyTool.REPLACE }, {}, []],
    ['a server-side apply needs them', { tool: ApplyTool.SERVER_SIDE }, {}, [OWNERS]],
    ['Helm needs them if its last manifest is unknown', HELM, {}, [OWNERS]],
    ['Helm does not need them if its last manifest is known', HELM, { released }, []],
    ['Helm needs them in any case on the server side', SERVER_SIDE_HELM, { released }, [OWNERS]],
    ['known ones are enough, even if there are none', { tool: ApplyTool.SERVER_SIDE }, { managers: [] }, []],
  ])('%s', (_, way, more, expected) => {
    expect(missing({ ...unknown, ...more }, way)).toEqual(expected);
  });
});

describe('the last manifest of a release', () => {
  const live = (more: Partial<LiveService>, each = pinned('a', 30001)) =>
    liveOf(each, { release: WEB_RELEASE, managers: [], ...more });
  const SHARED = `shop/a: what its release wrote for several ports with one number ${HOW}`;
  const OTHERS = `shop/a: what its release wrote in fields that others changed and the manifest leaves out ${HOW}`;
  const dns = service('a', [
    { name: 'web', port: 80, nodePort: 30001 },
    { name: 'udp', port: 80, protocol: 'UDP', nodePort: 30002 },
  ]);

  test('decides if several protocols share a service port', () => {
    expect(missing(live({}, dns), HELM)).toEqual([SHARED]);
    expect(missing(live({}), HELM)).toEqual([]);
  });

  test('does not matter on the server side, or if it is known', () => {
    expect(missing(live({}, dns), SERVER_SIDE_HELM)).toEqual([]);
    expect(missing(live({ released }, dns), HELM)).toEqual([]);
  });

  test('decides about scalars that others own and the manifest leaves out', () => {
    const lb = service('a', [{ name: 'web', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort: 30003 });
    const owner = (...fields: string[]) => live({ managers: [managerOf('other', 'Update', fields)] }, lb);
    expect(missing(owner('externalTrafficPolicy'), HELM)).toEqual([OTHERS]);
    expect(missing(owner('externalTrafficPolicy'), { tool: ApplyTool.KUBECTL })).toEqual([]);
    expect(missing(owner('type'), HELM)).toEqual([]);
    const helm = managerOf('helm', 'Update', ['externalTrafficPolicy']);
    expect(
      missing({ ...owner(), managers: [managerOf('other', 'Update', ['externalTrafficPolicy']), helm] }, HELM),
    ).toEqual([]);
  });

  test('decides about fields of entries that Helm owns', () => {
    const other = managerOf('other', 'Update', ['80/TCP.targetPort']);
    expect(missing(live({ managers: [other, managerOf('helm', 'Update', ['80/TCP'])] }), HELM)).toEqual([OTHERS]);
    expect(missing(live({ managers: [other] }), HELM)).toEqual([]);
    expect(missing(live({ managers: [other, managerOf('helm', 'Apply', ['80/TCP'])] }), HELM)).toEqual([]);
  });

  test('decides whether the release still contains a Service without marks that Helm once wrote', () => {
    const unmarked = liveOf(pinned('a', 30001), { managers: [managerOf('helm', 'Update', ['type'])] });
    expect(missing(unmarked, HELM)).toEqual([`shop/a: whether its release still contains it ${HOW}`]);
    expect(missing({ ...unmarked, managers: [] }, HELM)).toEqual([]);
  });
});

test('a Service may only have lost its marks if Helm wrote it and no release was read', () => {
  const managers = [managerOf('kubectl', 'Update', []), managerOf('helm', 'Update', [])];
  const live = liveOf(pinned('a', 30001), { managers });
  expect(lostMarks(live, snapshot([]))).toBe('whether its release still contains it');
  expect(lostMarks(live, snapshot([], { releases: [] }))).toBeUndefined();
  expect(lostMarks({ ...live, managers: managers.slice(0, 1) }, snapshot([]))).toBeUndefined();
  expect(lostMarks({ ...live, managers: undefined }, snapshot([]))).toBeUndefined();
});

test('a snapshot of version 1 lacks almost everything, which is reported once', () => {
  const problem = problemOf({ live: [liveOf(pinned('a', 30001))], next: [pinned('b', 30003), pinned('a', 30002)] });
  const old = { ...problem, snapshot: { ...problem.snapshot, isPortsOnly: true } };
  expect(unknownFacts(old)).toEqual([
    {
      service: 'shop/b',
      because:
        'the snapshot is of version 1, which contains neither what was applied nor the Services without node ports; ' +
        'take a new one: cdk8s-nodeport snapshot --output prod.snapshot.yaml',
    },
  ]);
});
