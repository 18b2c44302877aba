import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { EarlyReleases } from '../../../lib/core/plan/early-releases';
import { planHandovers } from '../../../lib/core/plan/handovers';
import { Units } from '../../../lib/core/plan/units';
import { Service } from '../../support/api-server';
import { LOCAL } from '../../support/live-services';
import { Change, WEB_RELEASE, liveOf, problemOf } from '../../support/parties';
import { pinned, service, summaryOf } from '../../support/plans';

/** Which Services release numbers early, and which handovers are left to wait for. */
function release(change: Change) {
  const problem = problemOf(change);
  const plan = planHandovers(problem);
  const early = new EarlyReleases(problem, plan, new Units(problem));
  const steps = [...problem.parties.keys()].flatMap((key) => early.of(key) ?? []);
  return {
    steps: summaryOf(steps),
    interrupts: steps.filter(({ interrupts }) => interrupts).map(({ service: key }) => key),
    waits: plan.handovers
      .filter((each) => !early.includes(each))
      .map(({ from, to }) => `${to}>${from}`.replaceAll('shop/', '')),
  };
}

const live = (...services: Service[]) => services.map((each) => liveOf(each));
const ports = (name: string, ...numbers: number[]) =>
  service(
    name,
    numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort })),
  );
const local = (name: string, nodePort: number, healthCheckNodePort: number) =>
  service(name, [{ name: 'web', port: 80, nodePort }], { ...LOCAL, healthCheckNodePort });
const row = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('nobody releases a number early if the Services can be applied one after the other', () => {
  const change = { live: live(pinned('a', 30001)), next: [pinned('b', 30001), pinned('a', 30002)] };
  expect(release(change)).toEqual({ steps: [], interrupts: [], waits: ['b>a'] });
});

test('one Service of a cycle moves aside, to the first free static number that is not popular', () => {
  const change = { live: live(pinned('a', 30001), pinned('b', 30002)), next: [pinned('a', 30002), pinned('b', 30001)] };
  expect(release(change)).toEqual({ steps: ['move-aside a 30001->30003'], interrupts: [], waits: ['a>b'] });
});

test('only the ports that others wait for move', () => {
  const change = {
    live: live(ports('a', 30001, 30004), pinned('b', 30002)),
    next: [ports('a', 30002, 30005), pinned('b', 30001)],
  };
  expect(release(change).steps).toEqual(['move-aside a 30001->30003']);
});

test('numbers that are held or requested are not spare, but those of other types are', () => {
  const change = {
    live: live(
      pinned('a', 30001),
      pinned('b', 30002),
      pinned('c', 30003),
      service('d', [{ port: 80, nodePort: 30005 }], { type: 'ExternalName' }),
    ),
    next: [pinned('a', 30002), pinned('b', 30001), pinned('e', 30004)],
  };
  expect(release(change).steps).toEqual(['move-aside a 30001->30005']);
});

test('spare numbers are static ones first, and dynamic ones if the static band is full', () => {
  const full = row(30003, 30015).map((number) => pinned(`s${number}`, number));
  const popular = [pinned('p0', 30000), pinned('p7', 30007)];
  const change = {
    live: live(pinned('a', 30001), pinned('b', 30002), ...full, ...popular),
    next: [pinned('a', 30002), pinned('b', 30001)],
  };
  expect(release(change).steps).toEqual(['move-aside a 30001->30016']);
});

describe('numbers that something else holds', () => {
  const change = { live: live(pinned('a', 30001), pinned('b', 30002)), next: [pinned('a', 30002), pinned('b', 30001)] };

  test('are not spare while another number is free, even a dynamic one', () => {
    expect(release({ ...change, taken: [30003, 30004] }).steps).toEqual(['move-aside a 30001->30005']);
    expect(release({ ...change, taken: row(30000, 30015) }).steps).toEqual(['move-aside a 30001->30016']);
  });

  test('are spare rather than deleting a Service if no other number is free', () => {
    expect(release({ ...change, taken: row(30000, 30031) }).steps).toEqual(['move-aside a 30001->30003']);
  });
});

describe('if no number is free', () => {
  const full = row(30000, 30031).map((number) => pinned(`s${number}`, number));
  const swap = [pinned('s30000', 30001), pinned('s30001', 30000)];

  test('one Service of a cycle is deleted, and unreachable until it is applied', () => {
    expect(release({ live: live(...full), next: swap })).toEqual({
      steps: ['delete s30000'],
      interrupts: ['shop/s30000'],
      waits: ['s30000>s30001'],
    });
  });

  test('a Service still moves aside if exactly as many numbers as it needs are free', () => {
    const others = full.filter(({ metadata: { name } }) => name !== 's30009');
    expect(release({ live: live(...others), next: swap }).steps).toEqual(['move-aside s30000 30000->30009']);
  });

  test('a Service is deleted rather than moved to fewer numbers than it needs', () => {
    const others = full.filter(({ metadata: { name } }) => !['s30000', 's30001', 's30009'].includes(name));
    const change = {
      live: live(ports('a', 30000, 30001), ports('b', 30009), ...others.slice(1)),
      next: [ports('a', 30009, 30031), ports('b', 30000, 30001)],
    };
    expect(release(change).steps).toEqual(['delete a']);
  });

  test('a Service with a number that only the cluster knows is not deleted, so it stays in the way', () => {
    const both = service('s30000', [
      { name: 'web', port: 80, nodePort: 30001 },
      { name: 'kept', port: 81 },
    ]);
    const held = service('s30000', [
      { name: 'web', port: 80, nodePort: 30000 },
      { name: 'kept', port: 81, nodePort: 30005 },
    ]);
    const others = full.filter(({ metadata: { name } }) => !['s30000', 's30005'].includes(name));
    expect(release({ live: live(held, ...others), next: [both, swap[1]] }).steps).toEqual([
      'move-aside s30000 30000->30000',
    ]);
  });
});

describe('before it is applied', () => {
  test('a Service drops a health check that has to change', () => {
    const change = { live: live(local('lb', 30001, 30002)), next: [local('lb', 30001, 30003)] };
    expect(release(change)).toEqual({ steps: ['move-aside lb without health check'], interrupts: [], waits: [] });
  });

  test('ports whose number its health check needs move aside with it', () => {
    const change = { live: live(local('lb', 30001, 30002)), next: [local('lb', 30002, 30001)] };
    expect(release(change).steps).toEqual(['move-aside lb 30001->30003 without health check']);
  });

  test('a Service that cannot change is deleted, although it will be unreachable', () => {
    const headless = service('a', [{ name: 'web', port: 80 }], { type: 'ClusterIP', clusterIP: 'None' } as object);
    expect(release({ live: live(headless), next: [pinned('a', 30001)] })).toEqual({
      steps: ['delete a'],
      interrupts: ['shop/a'],
      waits: [],
    });
  });

  test('a Service that is deleted anyway does not move aside as well', () => {
    const headless = service('a', [{ name: 'web', port: 80 }], {
      type: 'ExternalName',
      externalName: 'a.example',
      clusterIP: '',
    } as object);
    expect(release({ live: live(headless), next: [pinned('a', 30001)] }).steps).toEqual([]);
  });
});

test('a Service of a cycle that drops its health check releases both at once', () => {
  const change = {
    live: live(local('lb', 30001, 30002), pinned('b', 30004)),
    next: [local('lb', 30004, 30005), pinned('b', 30001)],
  };
  expect(release(change)).toMatchObject({
    steps: ['move-aside lb 30001->30003 without health check'],
    waits: ['lb>b'],
  });
});

test('a Service that drops its health check releases no other number early', () => {
  const port = [{ name: 'web', port: 80, nodePort: 30005 }];
  const change = {
    live: live(local('lb', 30001, 30002)),
    next: [pinned('b', 30001), service('lb', port, { ...LOCAL, healthCheckNodePort: 30003 })],
  };
  expect(release(change)).toMatchObject({ steps: ['move-aside lb without health check'], waits: ['b>lb'] });
});

test('the number of a health check that others wait for is released by dropping it, and no other Service moves', () => {
  const [lb, b] = [local('lb', 30004, 30005), pinned('b', 30002)];
  for (const next of [
    [lb, b],
    [b, lb],
  ]) {
    const change = { live: live(local('lb', 30001, 30002), pinned('b', 30004)), next };
    expect(release(change)).toMatchObject({ steps: ['move-aside lb without health check'], waits: ['lb>b'] });
  }
});

describe('within a release', () => {
  const helm = { tool: ApplyTool.HELM };
  const marked = (...services: Service[]) => services.map((each) => liveOf(each, { release: WEB_RELEASE }));

  test('a number moves early if its holder comes after the Service that needs it', () => {
    const change = {
      live: marked(pinned('a', 30001), pinned('b', 30002)),
      next: [pinned('a', 30002), pinned('b', 30003)],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(release(change)).toMatchObject({ steps: ['move-aside b 30002->30004'], waits: [] });
  });

  test('nobody moves if the holder comes first', () => {
    const change = {
      live: marked(pinned('a', 30001), pinned('b', 30002)),
      next: [pinned('b', 30003), pinned('a', 30002)],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(release(change)).toMatchObject({ steps: [], waits: ['a>b'] });
  });

  test('a holder that has to be recreated is deleted early, and does not move aside as well', () => {
    const held = service('b', [
      { name: 'web', port: 80, nodePort: 30001 },
      { name: 'api', port: 81, nodePort: 30002 },
    ]);
    const open = service('b', [
      { name: 'web', port: 80 },
      { name: 'api', port: 81 },
    ]);
    const change = { live: marked(held), next: [pinned('a', 30002), open], way: helm, release: WEB_RELEASE };
    expect(release(change)).toMatchObject({ steps: ['delete b'], interrupts: ['shop/b'], waits: [] });
  });

  test('a holder that the release no longer contains is deleted early, since Helm deletes last', () => {
    const change = {
      live: marked(pinned('a', 30001), pinned('b', 30002)),
      next: [pinned('a', 30002)],
      deleted: ['b'],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(release(change)).toMatchObject({ steps: ['delete b'], interrupts: [], waits: [] });
  });
});
