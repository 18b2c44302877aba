import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { nextSection, sharedSection } from '../../../lib/core/ledger/next-lock';
import { LockEntry, LockSection, LockState } from '../../../lib/core/lock/lock';
import { claimsOf } from '../../../lib/core/service/service-claims';

const profile = new ClusterProfile();
const TODAY = '2026-03-31';

const entry = (nodePort: number, service: string, state = LockState.ASSIGNED): LockEntry => ({
  nodePort,
  state,
  service,
  port: 'web',
  ...(state === LockState.RETIRED && { since: '2026-01-01' }),
});

const lock = (...entries: LockEntry[]): LockSection => ({ range: profile.range, entries });

function ledgerOf(services: Readonly<Record<string, number>>): Ledger {
  const claims = Object.entries(services).map(([key, nodePort]) => {
    const [namespace, name] = key.split('/');
    const spec = { type: 'NodePort', ports: [{ name: 'web', port: 80, nodePort }] };
    return claimsOf({ metadata: { name, namespace }, spec }, { cluster: 'default', path: key, demandsStatic: true });
  });
  return new Ledger(profile, claims);
}

const states = ({ entries }: LockSection): string[] =>
  entries.map(({ nodePort, service, state, since }) => [nodePort, service, state, since].filter(Boolean).join(' '));

const before = lock(entry(30002, 'team/a'), entry(30003, 'team/b'), entry(30004, 'team/c', LockState.RETIRED));

test('an app that is alone retires every port whose owner it does not have', () => {
  expect(states(nextSection(before, ledgerOf({ 'team/a': 30002 }), TODAY))).toEqual([
    '30002 team/a pinned',
    `30003 team/b retired ${TODAY}`,
    '30004 team/c retired 2026-01-01',
  ]);
});

test('one tool of several keeps the ports of Services that it does not know', () => {
  expect(states(sharedSection(before, ledgerOf({ 'team/a': 30002 }), TODAY))).toEqual([
    '30002 team/a pinned',
    '30003 team/b assigned',
    '30004 team/c retired 2026-01-01',
  ]);
});

test('one tool of several retires the port that its own Service left', () => {
  expect(states(sharedSection(before, ledgerOf({ 'team/a': 30005 }), TODAY))).toEqual([
    `30002 team/a retired ${TODAY}`,
    '30003 team/b assigned',
    '30004 team/c retired 2026-01-01',
    '30005 team/a pinned',
  ]);
});

test('a retired port is in use again once its owner is back', () => {
  expect(states(sharedSection(before, ledgerOf({ 'team/c': 30004 }), TODAY))).toContain('30004 team/c pinned');
});

test('one tool of several keeps the reservations of others', () => {
  const reserved: LockEntry = { nodePort: 30010, state: LockState.RESERVED, reservation: 'app/kafka', owner: 'kafka' };
  expect(sharedSection(lock(reserved), ledgerOf({}), TODAY).entries).toEqual([reserved]);
  expect(nextSection(lock(reserved), ledgerOf({}), TODAY).entries).toEqual([
    expect.objectContaining({ state: LockState.RETIRED, reservation: 'app/kafka' }),
  ]);
});
