import { LiveService } from '../../../lib/core/live/live-service';
import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { StepKind } from '../../../lib/core/plan/plan-steps';
import { canBeRecreated, isForeign, strategyFor, stateAfter, writingPorts } from '../../../lib/core/plan/strategy';
import { Service } from '../../support/api-server';
import { LOCAL, fieldsWith, managerOf } from '../../support/live-services';
import { REPLACE, WEB_RELEASE, dnsPorts, liveOf, partyOf, problemOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

const KUBECTL: Way = { tool: ApplyTool.KUBECTL };
const PROBLEM = problemOf({ next: [] });

/** How a Service gets what is written, in short. */
function strategy(live: LiveService | undefined, next: Service, way = REPLACE, unwanted?: number[]) {
  const found = strategyFor(partyOf(live, next, { way }), PROBLEM, unwanted && new Set(unwanted));
  return found && { before: found.before, way: found.way, numbers: found.state.ports.map(({ nodePort }) => nodePort) };
}

const port = (name: string, servicePort: number, nodePort?: number, protocol = 'TCP') => ({
  name,
  port: servicePort,
  nodePort,
  protocol,
});
const local = (nodePort: number, healthCheckNodePort: number) =>
  service('a', [port('web', 80, nodePort)], { ...LOCAL, healthCheckNodePort });

describe('the gentlest way', () => {
  test('is just to apply a Service', () => {
    expect(strategy(undefined, pinned('a', 30001))).toEqual({ before: 'nothing', way: REPLACE, numbers: [30001] });
    expect(strategy(liveOf(pinned('a', 30001)), pinned('a', 30002))).toMatchObject({ before: 'nothing' });
  });

  test('does not depend on what others hold', () => {
    const problem = problemOf({ live: [liveOf(pinned('b', 30001))], next: [] });
    expect(strategyFor(partyOf(undefined, pinned('a', 30001)), problem)?.before).toBe('nothing');
  });

  test('is to drop a health check that has to change', () => {
    expect(strategy(liveOf(local(30001, 30002)), local(30001, 30003))).toMatchObject({ before: 'drop-health-check' });
  });

  test('is to drop the health check and move aside the port whose number it needs', () => {
    expect(strategy(liveOf(local(30001, 30002)), local(30002, 30001))).toMatchObject({
      before: 'drop-health-check',
      numbers: [30002],
    });
  });

  test('is to delete a Service that cannot change otherwise', () => {
    const headless = service('a', [port('web', 80)], { type: 'ClusterIP', clusterIP: 'None' } as object);
    expect(strategy(liveOf(headless), pinned('a', 30001))).toMatchObject({ before: 'delete', numbers: [30001] });
  });

  test('is none for a Service that is refused in any case', () => {
    expect(strategy(undefined, pinned('a', 40000))).toBeUndefined();
    expect(strategy(liveOf(pinned('a', 30001)), pinned('a', 40000))).toBeUndefined();
  });

  test('is none if one of its documents is refused', () => {
    const change = { next: [pinned('a', 40000), pinned('a', 30001)] };
    expect(strategyFor(partyOf(undefined, pinned('a', 30001), change), PROBLEM)).toBeUndefined();
  });

  test('is none for a Service that Helm does not own', () => {
    const party = partyOf(liveOf(pinned('a', 30001)), pinned('a', 30002), {
      way: { tool: ApplyTool.HELM },
      release: WEB_RELEASE,
    });
    expect(strategyFor(party, PROBLEM)).toBeUndefined();
  });
});

describe('a tool that merges', () => {
  // A strategic merge cannot tell two protocols of one service port apart.
  const dns = (tcp: number, udp: number) => service('a', dnsPorts(tcp, udp));
  const live = liveOf(dns(30001, 30002), {
    applied: fieldsWith(dnsPorts(30001, 30002)),
  });

  test('may be used in another way that leads to the numbers as written', () => {
    const { way, before } = strategy(live, dns(30003, 30004), KUBECTL)!;
    expect([before, way]).toEqual(['nothing', { tool: ApplyTool.SERVER_SIDE, forcesConflicts: true }]);
  });

  test('may replace a Service, and write its annotation', () => {
    const kept = liveOf(service('a', [port('web', 80, 30001), port('api', 81, 30002)]));
    expect(strategy(kept, pinned('a', 30001), KUBECTL, [30002])?.way).toEqual({
      tool: ApplyTool.REPLACE,
      savesConfig: true,
    });
  });

  test.each<[Way, boolean]>([
    [{ tool: ApplyTool.SERVER_SIDE }, true],
    [{ tool: ApplyTool.HELM, isServerSide: true }, true],
    [{ tool: ApplyTool.HELM }, false],
  ])('on the server side may force conflicts: %j', (way, mayForce) => {
    const owned = liveOf(pinned('a', 30001), {
      managers: [managerOf('other', 'Apply', ['80/TCP.nodePort'])],
      release: WEB_RELEASE,
    });
    const found = strategyFor(
      partyOf(owned, pinned('a', 30002), { way, release: way.tool === ApplyTool.HELM ? WEB_RELEASE : undefined }),
      PROBLEM,
    )!;
    expect(found.way).toEqual(mayForce ? { ...way, forcesConflicts: true } : way);
  });

  test('needs kubectl patch first if it would leave other ports than those written', () => {
    const helm: Way = { tool: ApplyTool.HELM };
    const fields = fieldsWith(dnsPorts(30001, 30002));
    const released = { ...live, release: WEB_RELEASE, released: { release: WEB_RELEASE, fields } };
    const found = strategyFor(partyOf(released, dns(30003, 30004), { way: helm, release: WEB_RELEASE }), PROBLEM)!;
    expect([found.before, found.state.ports.map(({ nodePort }) => nodePort)]).toEqual(['write-ports', [30003, 30004]]);
  });
});

describe('a number that a Service must not keep', () => {
  test('rules out a way in which it does', () => {
    const live = liveOf(service('a', [port('web', 80, 30001), port('api', 81, 30002)]));
    expect(strategy(live, pinned('a', 30001), KUBECTL)?.numbers).toEqual([30001, 30002]);
    expect(strategy(live, pinned('a', 30001), KUBECTL, [30002])?.numbers).toEqual([30001]);
    expect(strategy(live, pinned('a', 30001), KUBECTL, [30001])).toBeUndefined();
  });

  test('may be that of its health check', () => {
    expect(strategy(liveOf(local(30001, 30002)), local(30001, 0), REPLACE, [30002])).toMatchObject({
      before: 'drop-health-check',
    });
  });
});

describe('Helm refuses', () => {
  const foreign = (more: Partial<LiveService>, tool = ApplyTool.HELM) =>
    isForeign({ live: liveOf(pinned('a', 30001), more), way: { tool }, release: WEB_RELEASE });
  const other = { ...WEB_RELEASE, name: 'other' };

  test('a live Service that neither its annotations nor the last manifest give to the release', () => {
    expect(foreign({})).toBe(true);
    expect(foreign({ release: other })).toBe(true);
    expect(foreign({ released: { release: WEB_RELEASE } })).toBe(true);
    expect(foreign({ released: { release: other, fields: { scalars: {} } } })).toBe(true);
  });

  test('no Service of the release', () => {
    expect(foreign({ release: WEB_RELEASE })).toBe(false);
    expect(foreign({ released: { release: WEB_RELEASE, fields: { scalars: {} } } })).toBe(false);
  });

  test('nothing if another tool applies it, or it does not exist', () => {
    expect(foreign({}, ApplyTool.KUBECTL)).toBe(false);
    expect(isForeign({ way: { tool: ApplyTool.HELM }, release: WEB_RELEASE })).toBe(false);
    expect(isForeign({ live: liveOf(pinned('a', 30001)), way: { tool: ApplyTool.HELM } })).toBe(false);
  });
});

describe('a Service that is tried alone', () => {
  const attempt = (
    live: LiveService | undefined,
    next: Service,
    before: 'write-ports' | 'drop-health-check' | 'delete',
  ) => stateAfter(partyOf(live, next), REPLACE, before, PROBLEM)?.ports.map(({ nodePort }) => nodePort);

  test('can only be prepared if it exists', () => {
    expect(attempt(undefined, pinned('a', 30001), 'delete')).toBeUndefined();
  });

  test('can only drop a health check that it has', () => {
    expect(attempt(liveOf(pinned('a', 30001)), pinned('a', 30002), 'drop-health-check')).toBeUndefined();
    expect(attempt(liveOf(local(30001, 30002)), local(30001, 30003), 'drop-health-check')).toEqual([30001]);
  });

  test('can only get its ports written if a merge would change them', () => {
    expect(attempt(liveOf(pinned('a', 30001)), pinned('a', 30002), 'write-ports')).toBeUndefined();
    const helm = { way: { tool: ApplyTool.HELM }, release: WEB_RELEASE };
    const party = (nodePort: number) => partyOf(liveOf(pinned('a', 30001)), pinned('a', nodePort), helm);
    expect(stateAfter(party(30002), helm.way, 'write-ports', PROBLEM)?.ports[0].nodePort).toBe(30002);
    expect(stateAfter(party(40000), helm.way, 'write-ports', PROBLEM)).toBeUndefined();
  });
});

describe('the step that writes ports', () => {
  test('has those of the manifest and those of today', () => {
    const to = [{ name: 'web', port: 80, nodePort: 30002 }];
    expect(writingPorts(partyOf(liveOf(pinned('a', 30001)), pinned('a', 30002), { way: KUBECTL }))).toEqual({
      kind: StepKind.WRITE_PORTS,
      service: 'shop/a',
      ports: { from: [{ name: 'web', port: 80, protocol: 'TCP', nodePort: 30001, targetPort: 80 }], to },
    });
  });

  test('is not needed for a Service that is replaced, is new, is deleted, or has no ports', () => {
    const live = liveOf(pinned('a', 30001));
    const party = partyOf(live, pinned('a', 30002), { way: KUBECTL });
    expect(writingPorts({ ...party, way: REPLACE })).toBeUndefined();
    expect(writingPorts({ ...party, live: undefined })).toBeUndefined();
    expect(writingPorts({ ...party, desired: undefined })).toBeUndefined();
    expect(writingPorts({ ...party, desired: { ...party.desired!, fields: { scalars: {} } } })).toBeUndefined();
  });
});

describe('a Service can be recreated', () => {
  const recreate = (live: LiveService | undefined, next: Service | undefined, more: object = {}) => {
    const party = partyOf(live, next, more);
    const found = next && strategyFor(party, PROBLEM);
    return canBeRecreated(party, PROBLEM, found ?? { way: REPLACE, before: 'nothing', state: live!.state });
  };

  test('if all its numbers are written', () => {
    expect(recreate(liveOf(pinned('a', 30001)), pinned('a', 30002))).toBe(true);
    expect(recreate(liveOf(local(30001, 30002)), local(30001, 30002))).toBe(true);
  });

  test('unless only the cluster knows one of them', () => {
    const open = service('a', [{ name: 'web', port: 80 }]);
    expect(recreate(liveOf(pinned('a', 30001)), open)).toBe(false);
    expect(recreate(liveOf(local(30001, 30002)), service('a', [port('web', 80, 30001)], LOCAL))).toBe(false);
  });

  test('if the API server picks its open numbers anyway', () => {
    expect(recreate(liveOf(pinned('a', 30001)), service('a', [port('other', 81)]))).toBe(true);
  });

  test('unless it would be refused or differ from its manifest', () => {
    // Two protocols of one service port may share a number in an update, but not two service ports in a create.
    const ports = [port('a', 80, 30001), port('b', 53, 30001, 'UDP')];
    expect(recreate(liveOf(pinned('a', 30001)), service('a', ports))).toBe(false);
  });

  test('only if it exists and is applied', () => {
    expect(recreate(undefined, pinned('a', 30001))).toBe(false);
    expect(recreate(liveOf(pinned('a', 30001)), undefined)).toBe(false);
  });
});
