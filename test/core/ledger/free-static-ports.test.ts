import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { FreeStaticPorts } from '../../../lib/core/ledger/free-static-ports';
import { ClaimKind } from '../../../lib/core/service/claim';
import { SMALL, ledgerOf, otherClaim } from '../../support/ledgers';
import { assignedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** The free ports of a range in which all but the given ones are claimed. */
function onlyFree(...ports: number[]): FreeStaticPorts {
  const static16 = Array.from({ length: 16 }, (_, index) => 30000 + index);
  const others = static16
    .filter((port) => !ports.includes(port))
    .map((port) => otherClaim(ClaimKind.TAKEN, port, { reason: 'test' }));
  return new FreeStaticPorts(ledgerOf([], { profile: SMALL, others }));
}

test('the next free port after a number is proposed, and the first one after the last', () => {
  expect(onlyFree(30003, 30005, 30009).for('a', 30005)).toBe(30009);
  expect(onlyFree(30003, 30005, 30009).for('a', 30009)).toBe(30003);
});

test('a number outside the static band is followed by the first free port', () => {
  expect(onlyFree(30003, 30005).for('a', 30016)).toBe(30003);
  expect(onlyFree(30003, 30005).for('a', 29000)).toBe(30003);
});

test('popular ports are proposed last', () => {
  expect(onlyFree(30001, 30012).for('a', 30000)).toBe(30012);
});

test('each claim gets a port of its own, and the same one whenever it asks', () => {
  const free = onlyFree(30003, 30005);
  expect([free.for('a', 30002), free.for('b', 30002), free.for('a', 30002)]).toEqual([30003, 30005, 30003]);
});

test('when all ports have been proposed, the others get the first one as well', () => {
  const free = onlyFree(30003, 30005);
  for (const claim of ['a', 'b']) free.for(claim, 30003);
  expect([free.for('c', 30003), free.for('d', 30000)]).toEqual([30003, 30003]);
});

test('nothing is proposed in a full band', () => {
  const free = onlyFree();
  expect([free.for('a', 30000), free.for('b', 30016)]).toEqual([undefined, undefined]);
});

test('a port in the lock is not free, even after its owner is gone', () => {
  const profile = new ClusterProfile({ portRange: '30002-30005' });
  const lock = sectionOf(assignedEntry(30003, 'shop/web'), retiredEntry(30004, 'shop/old'));
  const free = new FreeStaticPorts(ledgerOf([], { profile, lock }));
  expect([free.for('a', 30002), free.for('b', 30002)]).toEqual([30005, 30002]);
});
