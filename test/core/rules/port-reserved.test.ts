import { LockMark } from '../../../lib/core/lock/lock';
import { portReserved } from '../../../lib/core/rules/port-reserved';
import { Claim, ClaimKind, ClaimOwner } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { assignedService, ledgerOf, otherClaim, resultsOf, service } from '../../support/ledgers';
import { assignedEntry, sectionOf } from '../../support/lock-sections';

const PORT = 30040;
const reservation = (admits: string[] = [], key = 'kafka') =>
  otherClaim(
    ClaimKind.RESERVATION,
    PORT,
    { path: key, reservation: key, holder: 'data', reason: 'brokers' },
    { admits },
  );
const foreign = (owner: Partial<ClaimOwner>, more: Partial<Claim> = {}) =>
  otherClaim(ClaimKind.LOCKED, PORT, { path: 'other.lock.yaml', isForeign: true, ...owner }, more);
const locked = foreign({ namespace: 'shop', service: 'web', port: 'web' });
const web = service('web', { nodePort: PORT });

function intrusions(services: readonly ServiceClaims[], ...others: Claim[]) {
  return resultsOf(portReserved, ledgerOf(services, { others }));
}

test('a Service with a port that is reserved for somebody else is reported', () => {
  expect(intrusions([web], reservation())).toEqual([
    {
      path: 'web',
      who: 'Service shop/web, port "web"',
      service: 'shop/web',
      nodePort: PORT,
      what: 'node port 30040 is held by kafka, for data (brokers)',
      orElse:
        'let this Service have it: name the reservation in its prop reservation, ' +
        "or add services: ['shop/web'] to that",
      otherPath: 'kafka',
    },
  ]);
});

test('a number that was assigned before the reservation is assigned again', () => {
  const lock = sectionOf(assignedEntry(PORT, 'shop/web'));
  const [result] = resultsOf(portReserved, ledgerOf([assignedService('web', PORT)], { others: [reservation()], lock }));
  expect(result.wayOut).toMatch(/^Delete the line 30040/);
});

test.each<[string, Claim]>([
  ['admits the Service', reservation(['shop/web'])],
  ['admits all Services of the namespace', reservation(['shop/*'])],
])('a reservation that %s is fine', (_, other) => {
  expect(intrusions([web], other)).toEqual([]);
});

describe('the record of another app', () => {
  test('that gives the port to another Service is in the way, and cannot be opened here', () => {
    const [result, ...others] = intrusions([service('api', { nodePort: PORT })], locked);
    expect(others).toEqual([]);
    expect(result).toMatchObject({ path: 'api', otherPath: 'other.lock.yaml', orElse: undefined });
  });

  test.each<[string, LockMark | undefined, LockMark | undefined, string | undefined]>([
    ['the same tool', 'manifests', 'manifests', 'run npx cdk8s-nodeport assign --prune with all paths'],
    ['another tool', 'pulumi', 'manifests', undefined],
    ['an app', undefined, undefined, undefined],
  ])('that %s wrote may be of a Service that is gone', (_, from, writer, wayOut) => {
    const lock = sectionOf({ ...assignedEntry(PORT, 'shop/web'), from });
    const ledger = ledgerOf([service('api', { nodePort: PORT })], { others: [locked], lock, writer });
    const [result] = resultsOf(portReserved, ledger);
    expect(result.orElse).toBe(wayOut && `if shop/web is gone, ${wayOut}`);
  });

  test('that gives the port to the Service is fine, under any of its names', () => {
    expect(intrusions([web], locked)).toEqual([]);
    const renamed = foreign({ namespace: 'shop', service: 'web', port: 'http' }, { namelessAs: ['web'] });
    expect(intrusions([web], renamed)).toEqual([]);
  });

  test('that gives the port to another port of the Service is in the way', () => {
    expect(intrusions([web], foreign({ namespace: 'shop', service: 'web', port: 'admin' }))).toHaveLength(1);
  });

  test('comes before a reservation of this app, even one that admits the Service', () => {
    const other = foreign({ holder: 'ops', reason: 'later' });
    expect(intrusions([web], reservation(['shop/web']), other)).toMatchObject([
      { path: 'kafka', otherPath: 'other.lock.yaml' },
      { path: 'web', otherPath: 'other.lock.yaml' },
    ]);
    expect(intrusions([web], reservation(), other)[1].otherPath).toBe('other.lock.yaml');
  });

  test('that another app disputes is not the fault of this one', () => {
    expect(intrusions([], locked, foreign({ holder: 'ops', path: 'third.lock.yaml' }))).toEqual([]);
  });

  test('may give a port of a reservation to the Service of a tool that draws from it', () => {
    const draws = foreign({ namespace: 'shop', service: 'web', port: 'web', reservation: 'kafka' });
    expect(intrusions([], reservation(), draws)).toEqual([]);
    expect(intrusions([], reservation(), foreign({ holder: 'ops', reservation: 'kafka' }))).toHaveLength(1);
    const elsewhere = foreign({ namespace: 'shop', service: 'web', port: 'web', reservation: 'redis' });
    expect(intrusions([], reservation(), elsewhere)).toHaveLength(1);
  });
});

test('of two reservations with one port, the later one is at fault', () => {
  expect(intrusions([], reservation([], 'b'), reservation([], 'a'))).toMatchObject([
    { path: 'b', otherPath: 'a', service: undefined, orElse: undefined },
  ]);
});

test('what is taken outside the app does not intrude', () => {
  expect(intrusions([], reservation(), otherClaim(ClaimKind.TAKEN, PORT, { path: 'z', reason: 'etcd' }))).toEqual([]);
});

describe('a live Service whose name begins like that of a custom resource', () => {
  const ofKafka = {
    ...web,
    claims: [{ ...web.claims[0], owner: { ...web.owner, generates: 'orders-', resource: 'Kafka' } }],
  };
  const named = (name: string, kind: ClaimKind) => ({ ...foreign({ namespace: 'shop', service: name }), kind });

  test('may be the one that the resource generates', () => {
    expect(intrusions([ofKafka], named('orders-0', ClaimKind.LIVE))).toEqual([]);
    expect(intrusions([ofKafka], named('other-0', ClaimKind.LIVE))).toHaveLength(1);
  });

  test('is another one if only a lock has it', () => {
    expect(intrusions([ofKafka], named('orders-0', ClaimKind.LOCKED))).toHaveLength(1);
  });
});

test('a custom resource cannot have the port of any other live Service', () => {
  const resource = otherClaim(ClaimKind.NODE_PORT, PORT, {
    path: 'kafka.yaml',
    resource: 'Kafka',
    generates: 'orders-',
  });
  const live = otherClaim(ClaimKind.LIVE, PORT, { path: 'prod', isForeign: true, service: 'api', port: 'web' });
  expect(intrusions([], resource, live)).toMatchObject([{ path: 'kafka.yaml', nodePort: PORT, otherPath: 'prod' }]);
});
