import { Reservation } from '../../../../lib/core/assign/reservation';
import { ClusterProfile } from '../../../../lib/core/cluster/cluster-profile';
import { LockEntry } from '../../../../lib/core/lock/lock';
import { missingBlock } from '../../../../lib/core/rules/shared/missing-block';
import { ServiceClaims } from '../../../../lib/core/service/service-claims';
import { ledgerOf, staticService } from '../../../support/ledgers';
import { assignedEntry, reservedEntry, retiredEntry, sectionOf } from '../../../support/lock-sections';

const kafka = (size: number): Reservation => ({ key: 'kafka', owner: 'data', reason: 'brokers', size, services: [] });

/** What is reported about a reservation of four ports that has 30040-30041. */
function missing(entries: readonly LockEntry[], services: readonly ServiceClaims[] = []) {
  const reservations = [kafka(4)];
  const lock = sectionOf(reservedEntry(30040), reservedEntry(30041), ...entries);
  return missingBlock(reservations[0], ledgerOf(services, { lock, reservations }));
}

describe('a block that cannot grow says what is in the way', () => {
  const growing = 'it holds 30040-30041 and cannot grow to 4 ports in a row: ';

  test('a retired port, with the command that releases it', () => {
    const { what, wayOut } = missing([retiredEntry(30042, 'shop/old')]);
    expect(what).toBe(`${growing}30042 is retired, and belonged to shop/old web`);
    expect(wayOut).toBe(
      'Release it: npx cdk8s-nodeport lock release --lock nodeports.lock.yaml --cluster prod 30042, or keep size: 2 ' +
        'and add a second reservation, or delete its lines, such as 30040: {…}, of nodeports.lock.yaml, but not ' +
        'their ' +
        'comments, to let the whole block move',
    );
  });

  test.each<[string, Parameters<typeof missing>, string]>([
    ['a claim', [[], [staticService('web', { nodePort: 30043 })]], '30043 is held by web'],
    [
      'a claim at the root of the app',
      [[], [staticService('web', { nodePort: 30042, path: '' })]],
      '30042 is held by the app',
    ],
    ['an owner in the lock', [[assignedEntry(30042, 'shop/web')]], '30042 is locked to shop/web web'],
  ])('%s', (_, surroundings, obstacle) => {
    const { what, wayOut } = missing(...surroundings);
    expect(what).toBe(`${growing}${obstacle}`);
    expect(wayOut).toMatch(/^Keep size: 2 and add a second reservation, or delete/);
  });

  test('but never a port that it had before, or that one of its own Services has', () => {
    const drawing = staticService('broker', { nodePort: 30042, wishes: { reservation: 'kafka' } });
    const { what } = missing([{ ...retiredEntry(30043, 'shop/old'), reservation: 'kafka' }], [drawing]);
    expect(what).not.toMatch(/3004[23] is/);
  });

  test('but never a port that it has, even if that is one which is never assigned', () => {
    const lock = sectionOf(reservedEntry(30080), retiredEntry(30081, 'shop/old'));
    const { what } = missingBlock(kafka(2), ledgerOf([], { lock, reservations: [kafka(2)] }));
    expect(what).toMatch(/in a row: 30081 is retired/);
  });

  test.each([
    [30085, '30086 is outside the static band 30000-30085'],
    [30079, '30080 is one of the ports that are never assigned'],
  ])('the port behind %i', (last, obstacle) => {
    const { what } = missingBlock(
      kafka(2),
      ledgerOf([], { lock: sectionOf(reservedEntry(last)), reservations: [kafka(2)] }),
    );
    expect(what).toBe(`it holds ${last} and cannot grow to 2 ports in a row: ${obstacle}`);
  });
});

describe('a block that finds no place', () => {
  const notFound = (size: number, profile?: ClusterProfile, services: readonly ServiceClaims[] = []) =>
    missingBlock(kafka(size), ledgerOf(services, { profile, reservations: [kafka(size)] }));

  test('says where it looked, and which range has room for it', () => {
    const { what, wayOut } = notFound(42);
    expect(what).toBe('there is no block of 42 free ports in the static band 30000-30085 of cluster prod');
    expect(wayOut).toBe("Widen --service-node-port-range, then set portRange: '30000-34095', or reserve fewer");
  });

  test.each([
    ['a Service', '30000-34095', {}, [staticService('web', { nodePort: 30050 })]],
    ['a port to avoid', '30000-33295', { avoidPorts: [30050] }, []],
  ])('is promised a range with enough ports in a row behind %s', (_, expected, description, others) => {
    const profile = new ClusterProfile({ portRange: '30000-31000', ...description });
    const services = [staticService('early', { nodePort: 30010 }), ...others];
    expect(notFound(40, profile, services).wayOut).toBe(
      `Widen --service-node-port-range, then set portRange: '${expected}', or reserve fewer`,
    );
  });

  test.each([
    [84, undefined],
    [1, new ClusterProfile({ portRange: '30000-34095' })],
  ])('is not promised a range where no static band has room for %d ports more', (size, profile) => {
    const { wayOut } = notFound(size, profile);
    expect(wayOut).toBe('Reserve fewer, or remove a Service or a reservation that is not needed any more');
  });
});
