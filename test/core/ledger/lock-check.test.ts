import { lockDisagreements } from '../../../lib/core/ledger/lock-check';
import { LockEntry, LockMark, LockState } from '../../../lib/core/lock/lock';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { ledgerOf, otherClaim, service } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** How manifests and the lock that they were generated with disagree. */
function disagreements(
  services: readonly ServiceClaims[],
  entries: readonly LockEntry[],
  others: readonly Claim[] = [],
) {
  return lockDisagreements(sectionOf(...entries), ledgerOf(services, { others }), (port) => `lock:${port}`);
}

const web = (nodePort?: number, path = 'web.yaml') => service('web', { nodePort, path });

test.each<[string, ServiceClaims[], LockEntry[]]>([
  ['each static port is recorded for its owner', [web(30009)], [pinnedEntry(30009, 'shop/web', 'web')]],
  ['a dynamic port is not recorded', [web(30500)], []],
  ['a port is left to the API server', [web()], []],
  ['a retired port has no owner any more', [], [retiredEntry(30009, 'shop/old')]],
  ['a reserved port has no Service yet', [], [reservedEntry(30040)]],
  [
    'a port is in use again under a new number',
    [web(30010)],
    [retiredEntry(30009, 'shop/web'), assignedEntry(30010, 'shop/web')],
  ],
])('nothing disagrees where %s', (_, services, entries) => {
  expect(disagreements(services, entries)).toEqual([]);
});

test('claims from outside the manifests do not have to be in the lock', () => {
  const others = [ClaimKind.TAKEN, ClaimKind.RESERVATION, ClaimKind.LOCKED].map((kind, index) =>
    otherClaim(kind, 30010 + index, { namespace: 'shop', service: 'web', port: 'web' }),
  );
  expect(disagreements([], [], others)).toEqual([]);
});

test('a recorded port that no manifest has is reported at its line', () => {
  expect(disagreements([], [assignedEntry(30009, 'shop/web')])).toEqual([
    {
      code: 'lock-outdated',
      severity: 'error',
      cluster: 'prod',
      path: 'lock:30009',
      service: 'shop/web',
      nodePort: 30009,
      message:
        'the lock gives 30009 to shop/web web, which no manifest has. ' +
        'Synthesize the app again with its lock file, or run npx cdk8s-nodeport assign with the paths of its ' +
        'manifests, and commit both. (lock-outdated)',
    },
  ]);
});

test.each<[LockMark, string]>([
  ['manifests', 'Run npx cdk8s-nodeport assign --prune with all paths, and commit both.'],
  ['pulumi', 'Preview with prune: true in the options of nodePortPolicies, and commit both.'],
])('a port that %s recorded is released by the tool that recorded it, if it is told to', (from, wayOut) => {
  const messages = disagreements(
    [service('new', { nodePort: 30009 })],
    [{ ...assignedEntry(30009, 'shop/old'), from }],
  ).map(({ message }) => message);
  expect(messages).toEqual([
    `the lock gives 30009 to shop/old web, which no manifest has. ${wayOut} (lock-outdated)`,
    `Service shop/new, port "web": node port 30009 is locked to shop/old web. ${wayOut} (lock-outdated)`,
  ]);
});

test.each<[LockMark, string]>([
  ['manifests', 'Run npx cdk8s-nodeport assign with all paths, and commit both.'],
  ['pulumi', 'Preview, and commit both.'],
])('a port that %s recorded for a Service which moved is not to be retired by hand', (from, wayOut) => {
  const messages = disagreements(
    [service('new', { nodePort: 30009 }), service('old', { nodePort: 30010 })],
    [{ ...assignedEntry(30009, 'shop/old'), from }],
  ).map(({ message }) => message);
  expect(messages).toEqual([
    `Service shop/new, port "web": node port 30009 is locked to shop/old web. ${wayOut} (lock-outdated)`,
    `Service shop/old, port "web": it has node port 30010, but the lock gives it 30009. ${wayOut} (lock-outdated)`,
  ]);
});

describe('a Service with another number than the lock gives it', () => {
  test('is reported at the Service, with the line of the lock', () => {
    expect(disagreements([web(30500)], [assignedEntry(30009, 'shop/web')])).toEqual([
      {
        code: 'lock-outdated',
        severity: 'error',
        cluster: 'prod',
        path: 'web.yaml',
        otherPath: 'lock:30009',
        service: 'shop/web',
        nodePort: 30500,
        message:
          'Service shop/web, port "web": it has node port 30500, but the lock gives it 30009. ' +
          'Synthesize the app again with its lock file, or run npx cdk8s-nodeport assign with the paths of its ' +
          'manifests, and commit both. (lock-outdated)',
      },
    ]);
  });

  test('is reported once, even where the number that it has is static', () => {
    expect(disagreements([web(30010)], [assignedEntry(30009, 'shop/web')])).toHaveLength(1);
  });

  test('may have none', () => {
    const [finding] = disagreements([web()], [assignedEntry(30009, 'shop/web')]);
    expect(finding.message).toContain('it has no node port, but the lock gives it 30009');
  });

  test('is fine if another manifest of the Service has the number', () => {
    expect(disagreements([web(30009), web(30500, 'b.yaml')], [assignedEntry(30009, 'shop/web')])).toEqual([]);
  });
});

test('a static port that the lock does not record is reported', () => {
  const [finding, ...others] = disagreements([web(30009)], []);
  expect(others).toEqual([]);
  expect(disagreements([web(30009)], [retiredEntry(30010, 'shop/web')])).toEqual([finding]);
  expect(finding).toMatchObject({ path: 'web.yaml', service: 'shop/web', nodePort: 30009 });
  expect(finding.otherPath).toBeUndefined();
  expect(finding.message).toMatch(/^Service shop\/web, port "web": node port 30009 is static, but the lock does not/);
});

test.each<[string, LockEntry, string]>([
  ['locked to another Service', pinnedEntry(30500, 'shop/api', 'web'), 'locked to shop/api web'],
  ['retired', retiredEntry(30500, 'shop/old', '2026-03-31'), 'retired since 2026-03-31: it was that of shop/old web'],
  [
    'retired, though it was its own',
    retiredEntry(30500, 'shop/web', '2026-03-31'),
    'retired since 2026-03-31: it was that of shop/web web',
  ],
  ['reserved', { nodePort: 30500, state: LockState.RESERVED, reservation: 'kafka' }, 'locked to reservation kafka'],
])('a port that is %s is reported with that line, in either band', (_, entry, expected) => {
  const found = disagreements([web(30500)], [entry]).filter(({ path }) => path === 'web.yaml');
  expect(found).toMatchObject([{ otherPath: 'lock:30500', nodePort: 30500 }]);
  expect(found[0].message).toContain(`node port 30500 is ${expected}. `);
});

test('disagreements are sorted by place', () => {
  const services = [web(30011, 'b.yaml'), service('api', { nodePort: 30010, path: 'a.yaml' })];
  const found = disagreements(services, [assignedEntry(30009, 'shop/gone')]);
  expect(found.map(({ path }) => path)).toEqual(['a.yaml', 'b.yaml', 'lock:30009']);
});
