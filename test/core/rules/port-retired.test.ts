import { LockEntry, LockMark } from '../../../lib/core/lock/lock';
import { portRetired } from '../../../lib/core/rules/port-retired';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { assignedService, ledgerOf, resultsOf, service, staticService } from '../../support/ledgers';
import { pinnedEntry, reservedEntry, sectionOf } from '../../support/lock-sections';

const OLD = pinnedEntry(30009, 'shop/old', 'web');

function retired(services: readonly ServiceClaims[], entry: LockEntry = OLD, writer?: LockMark) {
  return resultsOf(portRetired, ledgerOf(services, { lock: sectionOf(entry), writer }));
}

test('a number of another Service in the lock is reported once that Service is gone', () => {
  expect(retired([service('new', { nodePort: 30009 })])).toEqual([
    {
      path: 'new',
      who: 'Service shop/new, port "web"',
      service: 'shop/new',
      nodePort: 30009,
      what:
        'node port 30009 belonged to shop/old web, whose clients may still call it, ' +
        'and which the cluster frees only when that Service is gone',
      wayOut: 'Write another number, or accept the risk: --accept port-retired',
    },
  ]);
});

test('a Service that can state its former name is told to, which no manifest can', () => {
  const renamed = [staticService('new', { nodePort: 30009 })];
  const [inApp] = retired(renamed);
  expect(inApp.wayOut).toBe(
    "Write formerly: 'shop/old' if this is that Service renamed, or accept the risk: --accept port-retired",
  );
  const [inManifest] = retired(renamed, OLD, 'manifests');
  expect(inManifest.wayOut).toBe('Write another number, or accept the risk: --accept port-retired');
});

test.each<[string, LockEntry, ServiceClaims[]]>([
  [
    'that Service still claims it, which is a clash',
    OLD,
    [service('new', { nodePort: 30009 }), service('old', { nodePort: 30009 })],
  ],
  ['it is the number of its own Service', OLD, [service('old', { nodePort: 30009 })]],
  ['its Service states the former name', OLD, [staticService('new', { nodePort: 30009, wishes: { formerly: 'old' } })]],
  ['the library chose it', OLD, [assignedService('new', 30009)]],
  ['the lock has other numbers only', OLD, [service('new', { nodePort: 30010 })]],
  ['the lock has it for a reservation', reservedEntry(30009), [service('new', { nodePort: 30009 })]],
])('nothing is reported where %s', (_, entry, services) => {
  expect(retired(services, entry)).toEqual([]);
});

test('a former name of another Service does not excuse it', () => {
  const renamed = staticService('new', { nodePort: 30009, wishes: { formerly: 'shop/other' } });
  const unrelated = staticService('else', { nodePort: 30010, wishes: { formerly: 'shop/old' } });
  expect(retired([unrelated, renamed])).toHaveLength(1);
});

test('without a lock, nothing is reported', () => {
  expect(resultsOf(portRetired, ledgerOf([service('new', { nodePort: 30009 })]))).toEqual([]);
});
