import { LiveService } from '../../../lib/core/live/live-service';
import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { inGivenOrder } from '../../../lib/core/plan/given-order';
import { Service } from '../../support/api-server';
import { LOCAL, fieldsWith, managerOf } from '../../support/live-services';
import { Change, REPLACE, WEB_RELEASE, dnsPorts, liveOf, problemOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

/** What happens when the documents of a change are applied in their order. */
function run(change: Change) {
  const problem = problemOf(change);
  const documents = [...problem.parties.values()]
    .flatMap(({ documents: own, way }) => own.map((desired) => ({ desired, way })))
    .sort((a, b) => a.desired.claims.owner.path.localeCompare(b.desired.claims.owner.path));
  return inGivenOrder(documents, problem);
}

/** The same in short: who is refused, and what is live afterwards. */
function outcome(change: Change) {
  const { refusals, risks, cluster } = run(change);
  return {
    refused: refusals.map(
      ({ document, service: key, status, isUncertain, oneOf }) =>
        `${document} ${key.replace('shop/', '')} ${status}${isUncertain ? ' uncertain' : ''}` +
        (oneOf ? ` or ${oneOf.join(' ').replaceAll('shop/', '')}` : ''),
    ),
    risks: risks.map(({ service: key, because }) => `${key.replace('shop/', '')}: ${because}`),
    live: [...cluster.all].map(({ service: name }) => name).sort(),
  };
}

const live = (...services: Service[]) => services.map((each) => liveOf(each));
const open = (name: string) => service(name, [{ name: 'web', port: 80 }]);
const local = (healthCheckNodePort?: number) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort });
const HELM: Way = { tool: ApplyTool.HELM };
const helm = (change: Omit<Change, 'way' | 'release'>): Change => ({ ...change, way: HELM, release: WEB_RELEASE });
const marked = (each: Service, more: Partial<LiveService> = {}) =>
  liveOf(each, { release: WEB_RELEASE, managers: [], ...more });

describe('documents', () => {
  test('are applied one after the other, and a refusal does not stop the rest', () => {
    const change = {
      live: live(pinned('a', 30001)),
      next: [pinned('b', 30001), pinned('a', 30002), pinned('c', 30001)],
    };
    expect(outcome(change)).toEqual({ refused: ['0 b 422'], risks: [], live: ['a', 'c'] });
  });

  test('are refused with their place and that of the number', () => {
    const [refusal] = run({ live: live(pinned('a', 30001)), next: [pinned('b', 30001)] }).refusals;
    expect(refusal).toMatchObject({
      document: 0,
      service: 'shop/b',
      path: 'doc-0',
      nodePort: 30001,
      code: 'port-taken',
    });
    expect(refusal.isUncertain).toBeUndefined();
  });

  test('may be several for one Service', () => {
    expect(outcome({ next: [pinned('a', 30001), pinned('b', 30001), pinned('a', 30002)] }).refused).toEqual([
      '1 b 422',
    ]);
  });
});

describe('pruning', () => {
  test('comes last', () => {
    const change = { live: live(pinned('old', 30001)), next: [pinned('new', 30002)], deleted: ['old'] };
    expect(outcome(change)).toMatchObject({ refused: [], live: ['new'] });
    expect(outcome({ ...change, next: [pinned('new', 30001)] }).refused).toEqual(['0 new 422']);
  });

  test('does not happen if something was refused', () => {
    const change = { live: live(pinned('old', 30001)), next: [pinned('new', 30001)], deleted: ['old'] };
    expect(outcome(change).live).toEqual(['old']);
  });

  test('of one release does not depend on what happens to others', () => {
    const released = problemOf(helm({ live: [marked(pinned('gone', 30005))], next: [], deleted: ['gone'] }));
    const refused = problemOf({
      live: [...released.snapshot.services, liveOf(pinned('x', 30001))],
      next: [pinned('a', 30001)],
    });
    const problem = { ...refused, parties: new Map([...refused.parties, ...released.parties]) };
    const [{ desired }] = [...refused.parties.values()].flatMap(({ desired: each }) =>
      each ? [{ desired: each }] : [],
    );
    const { refusals, cluster } = inGivenOrder([{ desired: desired!, way: REPLACE }], problem);
    expect([refusals.length, cluster.find('shop/gone')]).toEqual([1, undefined]);
  });
});

describe('the risks', () => {
  test('are those of requests that may fail', () => {
    expect(outcome({ next: [open('a'), pinned('b', 30016)] }).risks).toEqual([
      'b: the API server picks a number for shop/a first, and may pick this one',
    ]);
  });

  test('include facts that are not in the snapshot, each once', () => {
    const change = {
      live: live(pinned('a', 30001)),
      next: [pinned('a', 30001), pinned('a', 30001)],
      way: { tool: ApplyTool.SERVER_SIDE },
    };
    expect(outcome(change).risks).toEqual([
      expect.stringContaining('the owners of its fields are not in the snapshot'),
    ]);
  });

  test('include ports that will differ from their manifest', () => {
    const both = (tcp: number, udp: number) => service('a', dnsPorts(tcp, udp));
    const applied = fieldsWith(dnsPorts(30001, 30002));
    const change = {
      live: [liveOf(both(30001, 30002), { applied })],
      next: [both(30003, 30004)],
      way: { tool: ApplyTool.KUBECTL },
    };
    expect(outcome(change).risks.join()).toContain('will differ from its manifest');
  });

  test('of the same request are listed once', () => {
    const { risks } = run({ next: [open('a'), pinned('b', 30016), pinned('b', 30017), pinned('b', 30016)] });
    expect(risks.map(({ nodePort }) => nodePort)).toEqual([30016, 30017]);
  });
});

describe('luck', () => {
  test('may save a health check whose number the API server picked, and then decides about all that follows', () => {
    const change = { live: live(pinned('x', 30005)), next: [local(), local(30016), pinned('b', 30005)] };
    expect(outcome(change).refused).toEqual(['1 lb 422 uncertain', '2 b 422 uncertain']);
  });

  test('decides about nothing before it', () => {
    const change = { live: live(pinned('x', 30005)), next: [pinned('b', 30005), local(), local(30016)] };
    expect(outcome(change).refused).toEqual(['0 b 422', '2 lb 422 uncertain']);
  });
});

describe('a release', () => {
  test('is given up after a refused create, and nothing of it is deleted', () => {
    const change = helm({
      live: [marked(pinned('a', 30001)), marked(pinned('gone', 30005)), liveOf(pinned('x', 30002))],
      next: [pinned('b', 30002), pinned('a', 30003)],
      deleted: ['gone'],
    });
    const { refusals, cluster } = run(change);
    expect(refusals.map(({ service: key }) => key)).toEqual(['shop/b']);
    expect(cluster.find('shop/a')!.state.ports[0].nodePort).toBe(30001);
    expect(cluster.find('shop/gone')).toBeDefined();
  });

  test('continues after a refused update', () => {
    const change = helm({
      live: [marked(pinned('a', 30001)), marked(pinned('b', 30002)), liveOf(pinned('x', 30005))],
      next: [pinned('a', 30005), pinned('b', 30003)],
    });
    const { refusals, cluster } = run(change);
    expect(refusals.map(({ service: key }) => key)).toEqual(['shop/a']);
    expect(cluster.find('shop/b')!.state.ports[0].nodePort).toBe(30003);
  });

  test('only stops for itself: kubectl continues after a refused create', () => {
    const change = {
      live: live(pinned('x', 30002)),
      next: [pinned('a', 30002), pinned('b', 30003)],
      way: { tool: ApplyTool.KUBECTL },
    };
    expect(outcome(change)).toMatchObject({ refused: ['0 a 422'], live: ['b', 'x'] });
  });

  test('is refused before anything changes if a live Service is not its own', () => {
    const change = helm({
      live: [marked(pinned('a', 30001)), liveOf(pinned('b', 30002), { managers: [] })],
      next: [pinned('a', 30003), pinned('b', 30004)],
    });
    const { refusals, cluster } = run(change);
    expect(refusals).toEqual([
      {
        status: 0,
        by: ApplyTool.HELM,
        error:
          'Service "b" in namespace "shop" exists and cannot be imported into the current release: invalid ownership ' +
          'metadata',
        document: 1,
        service: 'shop/b',
        path: 'doc-1',
        isUncertain: undefined,
      },
    ]);
    expect(cluster.find('shop/a')!.state.ports[0].nodePort).toBe(30001);
  });

  test('names only the first Service that is not its own', () => {
    const foreign = live(pinned('a', 30001), pinned('b', 30002));
    expect(outcome(helm({ live: foreign, next: [pinned('a', 30003), pinned('b', 30004)] })).refused).toEqual(['0 a 0']);
  });

  test('may own a Service that Helm once wrote, as long as its last manifest is unknown', () => {
    const once = liveOf(pinned('a', 30001), { managers: [managerOf('helm', 'Update', ['type'])] });
    const refused = (each: LiveService) => outcome(helm({ live: [each], next: [pinned('a', 30003)] })).refused;
    expect(refused(once)).toEqual(['0 a 0 uncertain']);
    expect(refused({ ...once, released: { release: WEB_RELEASE } })).toEqual(['0 a 0']);
  });
});

describe('a new release, whose Services are created all at once', () => {
  test('has its picks count as a risk to all others', () => {
    expect(outcome(helm({ next: [pinned('a', 30016), open('b')] })).risks).toEqual([
      'a: the API server picks a number for shop/b first, and may pick this one',
    ]);
  });

  test('comes after documents that are applied otherwise', () => {
    const kubectl = problemOf({ next: [pinned('a', 30016)] });
    const released = problemOf(helm({ next: [open('b')] }));
    const problem = { ...kubectl, parties: new Map([...released.parties, ...kubectl.parties]) };
    const documents = [...problem.parties.values()].map(({ desired, way }) => ({ desired: desired!, way }));
    expect(inGivenOrder(documents, problem).risks).toEqual([]);
  });

  test('has one of the Services refused that request the same number, whichever comes last', () => {
    const change = helm({ next: [pinned('a', 30001), pinned('b', 30002), pinned('c', 30001)] });
    expect(outcome(change)).toEqual({ refused: ['2 c 422 or a c'], risks: [], live: ['a', 'b'] });
  });

  test('has a Service refused for certain if it would be refused alone, which may stop its rivals', () => {
    const change = helm({
      live: live(pinned('x', 30005)),
      next: [
        service('a', [
          { name: 'p', port: 80, nodePort: 30001 },
          { name: 'q', port: 81, nodePort: 30005 },
        ]),
        pinned('b', 30001),
      ],
    });
    expect(outcome(change)).toEqual({
      refused: ['0 a 422'],
      risks: [
        'b: it may be refused, since shop/a asks for the same number before it is refused itself, and Helm creates ' +
          'the Services of a new release all at once.',
      ],
      live: ['b', 'x'],
    });
  });

  test('is not given up after a refusal, since everything is on its way', () => {
    const change = helm({ live: live(pinned('x', 30005)), next: [pinned('a', 30005), pinned('b', 30001)] });
    expect(outcome(change)).toMatchObject({ refused: ['0 a 422'], live: ['b', 'x'] });
  });

  test('lists refusals in the order of the documents', () => {
    const far = (name: string, ...more: { name: string; port: number }[]) =>
      service(name, [{ name: 'web', port: 80, nodePort: 40000 }, ...more]);
    const change = helm({ next: [far('a'), far('b', { name: 'open', port: 81 })] });
    expect(outcome(change).refused).toEqual(['0 a 422', '1 b 422']);
  });
});
