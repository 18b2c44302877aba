import { isNewRelease, picksFirst, rivalsOf } from '../../../lib/core/plan/new-release';
import { LOCAL, liveWith } from '../../support/live-services';
import { WEB_RELEASE, documentsOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

describe('a release is new', () => {
  const isNew = (more: object, release = WEB_RELEASE) => isNewRelease(release, [liveWith('a', [], more)]);

  test('if no live Service belongs to it', () => {
    expect([isNewRelease(WEB_RELEASE, []), isNew({})]).toEqual([true, true]);
    expect(isNew({ release: { ...WEB_RELEASE, name: 'other' } })).toBe(true);
    expect(isNew({ released: { release: { ...WEB_RELEASE, name: 'other' }, fields: { scalars: {} } } })).toBe(true);
    expect(isNew({ released: { release: WEB_RELEASE } })).toBe(true);
  });

  test('unless a live Service is marked as part of it, or is in its last manifest', () => {
    expect(isNew({ release: WEB_RELEASE })).toBe(false);
    expect(isNew({ released: { release: WEB_RELEASE, fields: { scalars: {} } } })).toBe(false);
    expect(isNewRelease(WEB_RELEASE, [liveWith('a', []), liveWith('b', [], { release: WEB_RELEASE })])).toBe(false);
  });

  test('only if there is one', () => {
    expect(isNewRelease(undefined, [])).toBe(false);
  });
});

test('Services that leave a number to the API server come first', () => {
  const lb = (name: string, spec: object) => service(name, [{ port: 80, nodePort: 30009 }], spec);
  const documents = documentsOf([
    pinned('pinned', 30001),
    service('open', [{ port: 80, nodePort: 30002 }, { port: 81 }]),
    service('cluster-ip', [{ port: 80 }], { type: 'ClusterIP' }),
    service('flagged', [{ port: 80 }], { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    lb('check', { ...LOCAL, healthCheckNodePort: 30003 }),
    lb('open-check', LOCAL),
    lb('no-check', { type: 'LoadBalancer' }),
  ]).map((desired) => ({ desired }));
  expect(picksFirst(documents).map(({ desired }) => desired.service)).toEqual([
    'open',
    'open-check',
    'pinned',
    'cluster-ip',
    'flagged',
    'check',
    'no-check',
  ]);
  expect(documents[0].desired.service).toBe('pinned');
});

describe('rivals', () => {
  const web = (...numbers: number[]) => numbers.map((nodePort, index) => ({ port: 80 + index, nodePort }));
  const rivals = (...services: ReturnType<typeof service>[]) => {
    const documents = documentsOf(services);
    return rivalsOf(documents[0], documents).map((desired) => desired.service);
  };

  test('are Services that write the same number, and the Service itself', () => {
    expect(rivals(pinned('a', 30001), pinned('b', 30002), pinned('c', 30001))).toEqual(['a', 'c']);
  });

  test('are also those that compete through others, in their order', () => {
    expect(
      rivals(
        service('a', web(30001)),
        service('c', web(30003)),
        service('b', web(30001, 30002)),
        service('d', web(30002, 30003)),
      ),
    ).toEqual(['a', 'c', 'b', 'd']);
  });

  test('may compete for the number of a health check', () => {
    expect(rivals(pinned('a', 30001), service('b', [], { ...LOCAL, healthCheckNodePort: 30001 }))).toEqual(['a', 'b']);
  });

  test('do not compete for numbers that nobody writes', () => {
    expect(
      rivals(service('a', [{ port: 80 }]), service('b', [{ port: 80, nodePort: 0 }]), service('c', [{ port: 80 }])),
    ).toEqual(['a']);
    expect(rivals(service('a', web(0)), service('b', web(0)))).toEqual(['a']);
  });

  test('include a Service without ports', () => {
    const [desired] = documentsOf([pinned('a', 30001)]);
    const bare = { ...desired, fields: { scalars: {} } };
    expect(rivalsOf(bare, [bare])).toEqual([bare]);
  });
});
