import { LiveService } from '../../../lib/core/live/live-service';
import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { PlanOptions, partiesOf } from '../../../lib/core/plan/parties';
import { fieldsWith, managerOf } from '../../support/live-services';
import { WEB_RELEASE, documentsOf, liveOf, snapshot } from '../../support/parties';
import { pinned } from '../../support/plans';

const OTHER = { namespace: 'shop', name: 'other' };

/** Who takes part in a plan for manifests of the Services `a` and `b`, unless others are named. */
function parties(live: readonly LiveService[], options: Partial<PlanOptions> = {}, names = ['a', 'b'], more = {}) {
  const documents = documentsOf(names.map((name) => pinned(name, 30009)));
  return partiesOf(snapshot(live, more), documents, { prune: false, ...options });
}

/** How each Service is applied or deleted. */
const inShort = (...given: Parameters<typeof parties>) =>
  [...parties(...given).parties.values()].map(
    ({ key, desired, way, release }) =>
      `${desired ? 'apply' : 'delete'} ${key.replace('shop/', '')}: ${way.tool} ${release?.name ?? '-'}`,
  );

const owned = (name: string, release = WEB_RELEASE) => liveOf(pinned(name, 30001), { release });
const applied = (name: string, more: Partial<LiveService> = {}) =>
  liveOf(pinned(name, 30002), { applied: fieldsWith([]), ...more });

test('a party has its live Service, its last document, and the place of that', () => {
  const live = liveOf(pinned('a', 30001));
  const { parties: all, documents } = parties([live], {}, ['a', 'b', 'a']);
  const party = all.get('shop/a')!;
  expect([party.live, party.position, party.documents.length]).toEqual([live, 2, 2]);
  expect(party.desired).toBe(party.documents[1]);
  expect(documents.map(({ desired }) => desired.key)).toEqual(['shop/a', 'shop/b', 'shop/a']);
});

describe('without a tool', () => {
  test('a Service is applied with kubectl, unless a release owns it', () => {
    expect(inShort([owned('a'), liveOf(pinned('b', 30002))])).toEqual(['apply a: helm web', 'apply b: kubectl -']);
  });

  test('new Services belong to the release that owns all the others', () => {
    expect(inShort([owned('a')])).toEqual(['apply a: helm web', 'apply b: helm web']);
    expect(inShort([owned('a'), owned('b', OTHER)], {}, ['a', 'b', 'c'])[2]).toBe('apply c: kubectl -');
    expect(inShort([liveOf(pinned('a', 30001)), owned('b')], {}, ['a', 'b', 'c'])[2]).toBe('apply c: kubectl -');
    expect(inShort([])).toEqual(['apply a: kubectl -', 'apply b: kubectl -']);
  });

  test('the Services for which Helm is assumed are listed', () => {
    const live = [owned('a'), liveOf(pinned('b', 30002))];
    expect(parties(live).assumed).toEqual([{ service: 'shop/a', release: WEB_RELEASE }]);
    expect(parties(live, { tool: ApplyTool.HELM }).assumed).toEqual([]);
    // A Service that is only deleted is not applied.
    expect(parties([owned('a'), owned('c')], { prune: true }, ['a']).assumed).toHaveLength(1);
  });
});

test('any other tool applies everything, whoever owns it', () => {
  expect(inShort([owned('a')], { tool: ApplyTool.SERVER_SIDE })).toEqual([
    'apply a: server-side -',
    'apply b: server-side -',
  ]);
  const { documents } = parties([], { tool: ApplyTool.SERVER_SIDE, forcesConflicts: true });
  expect(documents[0].way).toEqual({ tool: ApplyTool.SERVER_SIDE, forcesConflicts: true });
});

describe('with Helm', () => {
  const tool = ApplyTool.HELM;

  test('everything is one release: the named one, or the only one that owns a Service, or a new one', () => {
    expect(inShort([owned('a', OTHER)], { tool, release: WEB_RELEASE })).toEqual([
      'apply a: helm web',
      'apply b: helm web',
    ]);
    expect(inShort([owned('a', OTHER)], { tool })).toEqual(['apply a: helm other', 'apply b: helm other']);
    expect(inShort([], { tool })).toEqual(['apply a: helm ', 'apply b: helm ']);
  });

  test('Services of several releases stay in theirs, and others join the first', () => {
    expect(inShort([owned('a'), owned('b', OTHER)], { tool }, ['a', 'b', 'c'])).toEqual([
      'apply a: helm web',
      'apply b: helm other',
      'apply c: helm web',
    ]);
  });

  test('a release is applied on the server side if it was read as such', () => {
    const way = (isServerSide: boolean, managers = [managerOf('helm', 'Apply', ['type'])]) =>
      parties([{ ...owned('a'), managers }], { tool, forcesConflicts: true }, ['a'], {
        releases: [
          { ...OTHER, isServerSide: !isServerSide },
          { ...WEB_RELEASE, isServerSide },
        ],
      }).documents[0].way;
    expect(way(true)).toEqual({ tool, forcesConflicts: true, isServerSide: true });
    expect(way(false)).toEqual({ tool });
  });

  test('a release that was not read is applied on the server side if one of its Services was', () => {
    const way = (live: LiveService, more: object = {}) =>
      parties([live], { tool, release: WEB_RELEASE }, ['a'], more).documents[0].way;
    const managers = [managerOf('helm', 'Apply', ['type'])];
    expect(way({ ...owned('a'), managers }).isServerSide).toBe(true);
    expect(way({ ...owned('a'), managers }, { releases: [{ ...OTHER, isServerSide: false }] }).isServerSide).toBe(true);
    expect(way(owned('a')).isServerSide).toBeUndefined();
    expect(way({ ...owned('a', OTHER), managers }).isServerSide).toBeUndefined();
  });
});

describe('what a release no longer contains', () => {
  const gone = owned('gone');

  test('is deleted by Helm in any case, after everything else', () => {
    const { parties: all } = parties([owned('a'), gone], { tool: ApplyTool.HELM });
    expect(all.get('shop/gone')).toEqual({
      key: 'shop/gone',
      live: gone,
      documents: [],
      position: 2,
      way: { tool: ApplyTool.HELM },
      release: WEB_RELEASE,
    });
  });

  test('is deleted if Helm is assumed and pruning is asked for', () => {
    expect(inShort([owned('a'), gone], { prune: true })).toContain('delete gone: helm web');
    expect(inShort([owned('a'), gone])).not.toContain('delete gone: helm web');
  });

  test.each<[string, LiveService]>([
    ['of another release', owned('gone', OTHER)],
    ['that Helm is told to keep', { ...gone, isKept: true }],
    ['that its last manifest lacks', { ...gone, released: { release: WEB_RELEASE } }],
    ['of nobody', liveOf(pinned('gone', 30001))],
    ['of the API server itself', { ...gone, namespace: 'default', service: 'kubernetes' }],
  ])('does not include a Service %s', (_, live) => {
    expect(inShort([owned('a'), live], { tool: ApplyTool.HELM, release: WEB_RELEASE })).toEqual([
      'apply a: helm web',
      'apply b: helm web',
    ]);
  });

  test('includes a Service without marks that its last manifest contains', () => {
    const unmarked = liveOf(pinned('gone', 30001), { released: { release: WEB_RELEASE, fields: fieldsWith([]) } });
    expect(inShort([owned('a'), unmarked], { tool: ApplyTool.HELM })).toContain('delete gone: helm web');
  });

  test('is judged by its last manifest rather than by its marks', () => {
    const moved = { ...gone, released: { release: OTHER, fields: fieldsWith([]) } };
    expect(inShort([owned('a'), moved], { tool: ApplyTool.HELM, release: WEB_RELEASE })).not.toContain(
      'delete gone: helm web',
    );
  });
});

describe('with pruning', () => {
  test('kubectl deletes what it once applied in the namespaces of the manifests', () => {
    expect(inShort([applied('gone')], { prune: true })).toContain('delete gone: kubectl -');
    expect(inShort([applied('gone')], { prune: true, tool: ApplyTool.KUBECTL })).toContain('delete gone: kubectl -');
    expect(parties([applied('gone')], { prune: true }).parties.get('shop/gone')).toMatchObject({
      position: 2,
      documents: [],
    });
  });

  test.each<[string, LiveService, Partial<PlanOptions>]>([
    ['without pruning', applied('gone'), { prune: false }],
    ['with another tool', applied('gone'), { tool: ApplyTool.SERVER_SIDE }],
    ['that it never applied', liveOf(pinned('gone', 30001)), {}],
    ['in another namespace', applied('gone', { namespace: 'edge' }), {}],
    ['that a release owns', applied('gone', { release: OTHER }), {}],
  ])('it does not delete a Service %s', (_, live, options) => {
    expect(inShort([live], { prune: true, ...options })).toHaveLength(2);
  });

  test('it does not delete anything where only Helm applies', () => {
    expect(inShort([owned('a'), applied('gone')], { prune: true }, ['a'])).toEqual(['apply a: helm web']);
  });

  test('it does not delete what is applied', () => {
    expect(inShort([applied('a')], { prune: true })).toEqual(['apply a: kubectl -', 'apply b: kubectl -']);
  });
});
