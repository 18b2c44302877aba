import { snapshotOf } from '../../../lib/core/live/snapshot';
import { heldPorts } from '../../../lib/core/map/held-ports';
import { Holding, HoldingSource, holdingsOfServices, holdingsOfSnapshot } from '../../../lib/core/map/holding';
import { planOnMap } from '../../../lib/core/map/map-plan';
import { PortState } from '../../../lib/core/map/port-map';
import { Plan, PlanVerdict } from '../../../lib/core/plan/plan';
import { ChangeKind, PortChange } from '../../../lib/core/plan/port-changes';
import { service } from '../../support/ledgers';
import { liveWith } from '../../support/live-services';
import { RANGE } from '../../support/lock-sections';

const planOf = (changes: readonly PortChange[], more: Partial<Plan> = {}): Plan => ({
  verdict: PlanVerdict.SAFE,
  assumed: [],
  changes,
  refusals: [],
  risks: [],
  collisions: [],
  hazards: [],
  sequenceRisks: [],
  ...more,
});
const change = (kind: ChangeKind, name: string, from?: number, to?: number): PortChange => ({
  kind,
  service: `shop/${name}`,
  port: 'web',
  protocol: 'TCP',
  from,
  to,
});
const live = (...ports: [string, number][]) =>
  snapshotOf(
    'prod',
    RANGE,
    ports.map(([name, nodePort]) => liveWith(name, [{ name: 'web', port: 80, nodePort }])),
  );

/** The map of a plan for Services that replace what runs. */
function mapOfPlan(
  plan: Plan,
  snapshot: ReturnType<typeof live>,
  desired: Record<string, number>,
  lasting: Holding[] = [],
) {
  const written = holdingsOfServices(Object.entries(desired).map(([name, nodePort]) => service(name, { nodePort })));
  const today = heldPorts([...lasting, ...holdingsOfSnapshot(snapshot)]);
  return planOnMap(plan, today, heldPorts, { live: snapshot, lasting, written });
}

test('a moved port is shown at its new number, and its old one is given up', () => {
  const moved = planOf([change(ChangeKind.MOVED, 'web', 30001, 30002)]);
  const { ports, freed, moves } = mapOfPlan(moved, live(['web', 30001]), { web: 30002 });
  expect(ports).toMatchObject([
    { nodePort: 30001, state: PortState.LEAVING, change: { kind: 'leaves', other: 30002 } },
    { nodePort: 30002, state: PortState.PINNED, change: { kind: 'arrives', other: 30001 } },
  ]);
  expect([freed, moves]).toEqual([[], [{ from: 30001, to: 30002 }]]);
});

test('a port that changes hands belongs to its new owner alone', () => {
  const handover = planOf([change(ChangeKind.RETIRED, 'old', 30001), change(ChangeKind.NEW, 'new', undefined, 30001)]);
  const { ports } = mapOfPlan(handover, live(['old', 30001]), { new: 30001 });
  expect(ports).toMatchObject([{ nodePort: 30001, service: 'new', state: PortState.PINNED, change: { kind: 'new' } }]);
});

test('ports that the plan does not touch stay as they are', () => {
  const unchanged = planOf([change(ChangeKind.UNCHANGED, 'web', 30001, 30001)]);
  expect(mapOfPlan(unchanged, live(['web', 30001], ['other', 30005]), {})).toEqual({
    verdict: 'safe',
    ports: [],
    freed: [],
    moves: [],
    findings: [],
  });
});

test('the lock entry of a port that is given up disappears with it', () => {
  const owner = { namespace: 'shop', service: 'web', port: 'web' };
  const locked = { ...owner, nodePort: 30001, source: HoldingSource.LOCK, state: PortState.ASSIGNED };
  const retired = planOf([change(ChangeKind.RETIRED, 'web', 30001)]);
  expect(mapOfPlan(retired, live(['web', 30001]), {}, [locked]).ports).toMatchObject([
    { nodePort: 30001, state: PortState.LEAVING, change: { kind: 'leaves' } },
  ]);
});

test('a refusal by the API server is a finding, and so is a port held by a Service outside the plan', () => {
  const at = { nodePort: 30001, path: 'web.yaml:3:7', service: 'shop/web' };
  const unsafe = planOf([], {
    verdict: PlanVerdict.UNSAFE,
    refusals: [{ ...at, document: 0, status: 422, error: 'provided port is already allocated' }],
    collisions: [{ ...at, holder: 'shop/other', isPrunable: false }],
  });
  const shown = { code: 'plan', severity: 'error', nodePort: 30001, path: 'web.yaml:3:7' };
  expect(mapOfPlan(unsafe, live(), {})).toMatchObject({
    verdict: 'unsafe',
    findings: [
      { ...shown, message: 'Service shop/web: the API server will refuse it: provided port is already allocated' },
      {
        ...shown,
        message: 'Service shop/web: node port 30001 is held by shop/other, which the manifests do not mention',
      },
    ],
  });
});
