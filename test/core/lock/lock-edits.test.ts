import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { LockEdit, importPorts, releasePorts, retiredBefore } from '../../../lib/core/lock/lock-edits';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceShape, firstClaim, liveService, otherClaim } from '../../support/ledgers';
import { RANGE, assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** The claim of a running Service. */
const claimOf = (name: string, nodePort?: number, shape: ServiceShape = {}): Claim =>
  firstClaim(liveService(name, { ...shape, nodePort }));

function imported(entries: readonly LockEntry[], ...claims: Claim[]): LockEdit {
  return importPorts(sectionOf(...entries), claims, RANGE);
}

/** An edit that changes nothing, and says why. */
const unchanged = (entries: readonly LockEntry[], reasons: Partial<LockEdit>): LockEdit => ({
  section: sectionOf(...entries),
  changed: 0,
  obstacles: [],
  skipped: [],
  ...reasons,
});

describe('importing the ports of running Services', () => {
  test('begins a section with their ports, as if they had been assigned, in ascending order', () => {
    expect(importPorts(undefined, [claimOf('web', 30020), claimOf('api', 30010)], RANGE)).toEqual({
      section: sectionOf(assignedEntry(30010, 'shop/api'), assignedEntry(30020, 'shop/web')),
      changed: 2,
      obstacles: [],
      skipped: [],
    });
  });

  test('keeps what the lock has', () => {
    const before = [reservedEntry(30040), pinnedEntry(30009, 'shop/web', 'web')];
    const { section, changed } = imported(before, claimOf('web', 30009));
    expect(section.entries).toEqual([before[1], before[0]]);
    expect(changed).toBe(0);
  });

  test('takes a retired port back for the Service that had it', () => {
    expect(imported([retiredEntry(30010, 'shop/web')], claimOf('web', 30010))).toEqual({
      ...unchanged([assignedEntry(30010, 'shop/web')], {}),
      changed: 1,
    });
  });

  test('records all ports that share the number', () => {
    const shared = { ...claimOf('dns', 30053), sharedBy: ['tcp', 'udp'] };
    expect(imported([], shared).section.entries).toEqual([assignedEntry(30053, 'shop/dns', 'tcp,udp')]);
  });

  test('records a Service once, though two records have it', () => {
    const { section, changed, obstacles } = imported(
      [],
      claimOf('web', 30010),
      claimOf('web', 30010, { path: 'b.yaml' }),
    );
    expect([section.entries.length, changed, obstacles]).toEqual([1, 1, []]);
  });

  test('passes over ports without a number and ports that do not belong to a Service', () => {
    const taken = otherClaim(ClaimKind.TAKEN, 30011, { reason: 'the API server' });
    expect(imported([], claimOf('web'), taken)).toEqual(unchanged([], {}));
  });

  test.each<[string, Claim, string]>([
    [
      'outside the range',
      claimOf('web', 29999),
      'web: Service shop/web, port "web": node port 29999: it is outside the range 30000-32767',
    ],
    [
      'in the dynamic band',
      claimOf('web', 30086),
      'web: Service shop/web, port "web": node port 30086: it is not in the static band 30000-30085, so a static ' +
        'Service gets another',
    ],
    [
      'of a Service without a name',
      { ...claimOf('web', 30010), owner: { ...claimOf('web').owner, service: 'web-*' } },
      'web: Service shop/web-*, port "web": node port 30010: the API server has yet to complete its name',
    ],
  ])('skips a port %s and says why', (_, claim, reason) => {
    expect(imported([], claim)).toEqual(unchanged([], { skipped: [reason] }));
  });

  test('imports the first and the last static port', () => {
    expect(imported([], claimOf('a', 30000), claimOf('b', 30085)).changed).toBe(2);
  });

  test.each<[string, LockEntry, Claim, string]>([
    [
      'the lock gives the port to another Service',
      pinnedEntry(30010, 'shop/api', 'web'),
      claimOf('web', 30010),
      'the lock gives it to shop/api web. Give one of the two another number',
    ],
    [
      'the port is retired',
      retiredEntry(30010, 'shop/old'),
      claimOf('web', 30010),
      'it is retired, and belonged to shop/old web. Release it first: cdk8s-nodeport lock release 30010',
    ],
    [
      'the lock gives another port to the Service',
      assignedEntry(30020, 'shop/web'),
      claimOf('web', 30010),
      'the lock already gives it 30020. Decide which number it keeps, and remove the other',
    ],
    [
      'two Services of the cluster have the port',
      pinnedEntry(30009),
      { ...claimOf('web', 30010), admits: ['shop/web', 'shop/api'] },
      'shop/web and shop/api both hold it. Recreate one of them with another number first',
    ],
  ])('is refused where %s', (_, entry, claim, obstacle) => {
    expect(imported([entry], claim)).toEqual(
      unchanged([entry], { obstacles: [`web: Service shop/web, port "web": node port 30010: ${obstacle}`] }),
    );
  });

  test('goes on where the lock retired another port of the Service', () => {
    expect(imported([retiredEntry(30020, 'shop/web')], claimOf('web', 30010))).toMatchObject({
      changed: 1,
      obstacles: [],
    });
  });

  test('goes on where the cluster says that the Service alone holds its port', () => {
    expect(imported([], { ...claimOf('web', 30010), admits: ['shop/web'] })).toMatchObject({
      changed: 1,
      obstacles: [],
    });
  });

  test('is refused for a port that two Services have, and names the second by namespace and name', () => {
    const [web, api] = [claimOf('web', 30010, { path: 'b.yaml' }), claimOf('api', 30010, { path: 'a.yaml' })];
    const obstacle =
      'b.yaml: Service shop/web, port "web": node port 30010: a.yaml (Service shop/api, port "web") has it too. ' +
      'Check them first: cdk8s-nodeport check';
    for (const claims of [
      [web, api],
      [api, web],
    ]) {
      expect(imported([], ...claims)).toMatchObject({ changed: 1, obstacles: [obstacle] });
    }
  });

  test('reports what it skips in the order of the numbers', () => {
    const { skipped } = imported([], claimOf('a', 29999), claimOf('b', 29998));
    expect(skipped.map((reason) => reason.split(':')[0])).toEqual(['b', 'a']);
  });

  test('reports what two places say about one Service in the order of these places', () => {
    const claims = ['b.yaml', 'a.yaml'].map((path) => claimOf('web', 29999, { path }));
    expect(imported([], ...claims).skipped.map((reason) => reason.split(':')[0])).toEqual(['a.yaml', 'b.yaml']);
  });
});

describe('releasing ports', () => {
  test('forgets retired ports and keeps all others', () => {
    const kept = pinnedEntry(30009);
    const section = sectionOf(kept, retiredEntry(30010, 'shop/a'), retiredEntry(30011, 'shop/b'));
    expect(releasePorts(section, [30011, 30010, 30011])).toEqual({ ...unchanged([kept], {}), changed: 2 });
  });

  test('is refused for ports in use and ports that are not in the lock, in ascending order', () => {
    const section = sectionOf(
      assignedEntry(30010, 'shop/web'),
      { ...assignedEntry(30011, 'shop/api'), from: 'manifests' },
      { ...assignedEntry(30013, 'shop/db'), from: 'pulumi' },
    );
    expect(releasePorts(section, [30013, 30012, 30011, 30010]).obstacles).toEqual([
      '30010 is in use by shop/web web. Remove it from the app and synthesize, so that it is retired first, or if no ' +
        'app has it, delete the line of 30010 from the lock file',
      '30011 is in use by shop/api web. Remove it from its manifest and run npx cdk8s-nodeport assign --prune with ' +
        'all ' +
        'paths, so that it is retired first',
      'the lock does not record 30012. Name a retired port that cdk8s-nodeport lock list shows',
      '30013 is in use by shop/db web. Remove it from the Pulumi program and preview with prune: true in the options ' +
        'of nodePortPolicies, so that it is retired first',
    ]);
  });

  test('is refused for a reserved port', () => {
    expect(releasePorts(sectionOf(reservedEntry(30040)), [30040]).obstacles).toEqual([
      '30040 is in use by reservation kafka. Remove it from the app and synthesize, so that it is retired first, or ' +
        'if ' +
        'no app has it, delete the line of 30040 from the lock file',
    ]);
  });
});

test('the ports that were retired before a day do not include those of the day itself', () => {
  const section = sectionOf(
    retiredEntry(30010, 'shop/a', '2026-03-30'),
    retiredEntry(30011, 'shop/b', '2026-03-31'),
    { ...assignedEntry(30012, 'shop/c'), since: '2026-01-01' },
    { nodePort: 30013, state: LockState.RETIRED },
  );
  expect(retiredBefore(section, '2026-03-31')).toEqual([30010]);
});
