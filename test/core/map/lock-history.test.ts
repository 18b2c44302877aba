import { PortRange } from '../../../lib/core/cluster/port-range';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { daysOf, ownedSince } from '../../../lib/core/map/lock-history';
import { portsAt } from '../../../lib/core/map/moment';

const range = PortRange.parse('30000-32767');
const entry = (nodePort: number, service: string, state = LockState.ASSIGNED): LockEntry => ({
  nodePort,
  state,
  service: `shop/${service}`,
  port: 'http',
});
const revision = (day: string, ...entries: LockEntry[]) => ({ day, commit: day, section: { range, entries } });

const days = () =>
  daysOf([
    revision('2026-01-05', entry(30001, 'web')),
    revision('2026-01-05', entry(30001, 'web'), entry(30002, 'api')),
    revision('2026-02-06', entry(30001, 'web'), entry(30002, 'api')),
    revision('2026-03-07', entry(30001, 'web', LockState.RETIRED), entry(30003, 'api')),
    revision('2026-04-08', entry(30001, 'shop'), entry(30003, 'api', LockState.PINNED)),
  ]);

test('a day shows the last commit of that day, and days without a change are left out', () => {
  expect(days().map(({ day }) => day)).toEqual(['2026-01-05', '2026-03-07', '2026-04-08']);
  expect(days()[0].ports).toHaveLength(2);
});

test('the days add up to the lock of each of them', () => {
  const held = (index: number) =>
    [...portsAt({ ports: [], history: days() }, index).values()].map(
      ({ nodePort, service }) => `${nodePort} ${service}`,
    );
  expect(held(0)).toEqual(['30001 web', '30002 api']);
  expect(held(1)).toEqual(['30001 web', '30003 api']);
  expect(held(2)).toEqual(['30001 shop', '30003 api']);
});

test('a day has only what changed on it', () => {
  const [first, second, third] = days().map(({ ports, freed }) => [ports.map(({ nodePort }) => nodePort), freed]);
  expect(first).toEqual([[30001, 30002], []]);
  expect(second).toEqual([[30001, 30003], [30002]]);
  expect(third).toEqual([[30001, 30003], []]);
});

test('a port that changes hands in the same state counts as changed', () => {
  const [, second] = daysOf([revision('2026-01-05', entry(30001, 'web')), revision('2026-02-06', entry(30001, 'api'))]);
  expect(second.ports).toMatchObject([{ nodePort: 30001, service: 'api' }]);
});

test('a port has been owned since its owner appeared, not since it was pinned', () => {
  expect([...ownedSince(days())]).toEqual([
    [30001, '2026-04-08'],
    [30003, '2026-03-07'],
  ]);
});

test('a cluster that leaves the lock leaves nothing behind', () => {
  const left = daysOf([revision('2026-01-05', entry(30001, 'web')), { day: '2026-02-06', commit: 'b' }]);
  expect(left[1]).toEqual({ day: '2026-02-06', commit: 'b', ports: [], freed: [30001] });
});
