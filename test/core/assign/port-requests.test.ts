import { ClusterRequests, portRequests } from '../../../lib/core/assign/port-requests';
import { Reservation } from '../../../lib/core/assign/reservation';
import { LockEntry } from '../../../lib/core/lock/lock';
import { LockRecord } from '../../../lib/core/lock/lock-record';
import { Claim, ClaimKind, serviceKey } from '../../../lib/core/service/claim';
import { PortWishes, ServiceClaims } from '../../../lib/core/service/service-claims';
import { PROD, otherClaim, service, staticService } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** What else is known in the cluster `prod`. */
interface Surroundings extends Partial<ClusterRequests> {
  readonly locked?: readonly LockEntry[];
  readonly written?: readonly number[];
}

const KAFKA: Reservation = { key: 'kafka', owner: 'data', reason: 'brokers', services: ['shop/listed'] };

function requestsOf(services: readonly ServiceClaims[], { locked, written, ...more }: Surroundings = {}) {
  const present = new Set(services.map(({ owner }) => serviceKey(owner)));
  const record = new LockRecord(locked && sectionOf(...locked), present);
  const claims = { profile: PROD, services, others: [], reservations: [KAFKA], ...more };
  return portRequests(claims, { record, written: new Set(written) });
}

/** The port that the Service `shop/web` keeps. */
function keptBy(wishes: PortWishes, around: Surroundings = {}, others: readonly ServiceClaims[] = []) {
  const requests = requestsOf([staticService('web', { wishes }), ...others], around);
  return requests.find(({ key }) => key === 'shop/web/web')?.kept;
}

/** What was handed out for the only port of a Service. */
const given = (nodePort: number): PortWishes => ({ given: new Map([[80, { nodePort }]]) });
const foreign = (nodePort: number, more: Partial<Claim> = {}): Claim =>
  otherClaim(ClaimKind.LOCKED, nodePort, { isForeign: true, namespace: 'shop', service: 'web', port: 'web' }, more);

test('every static port without a number asks for one, by owner', () => {
  const services = [
    staticService('web', { ports: { web: undefined, admin: undefined, pinned: 30009 } }),
    staticService('api'),
    service('dynamic'),
  ];
  const requests = requestsOf(services);
  expect(requests.map(({ key }) => key)).toEqual(['shop/api/web', 'shop/web/admin', 'shop/web/web']);
  expect(requests[0]).toEqual({
    key: 'shop/api/web',
    seed: 'prod/shop/api/web',
    reservation: undefined,
    wasDrawn: false,
    kept: undefined,
  });
});

test('an owner that is written twice asks once', () => {
  expect(
    requestsOf([staticService('web'), staticService('web')], { locked: [assignedEntry(30010, 'shop/web')] }),
  ).toEqual([expect.objectContaining({ key: 'shop/web/web', kept: 30010 })]);
});

describe('the reservation of a port', () => {
  const drawn: LockEntry = { ...assignedEntry(30040, 'shop/listed'), reservation: 'kafka' };

  test('is the one that lists its Service', () => {
    expect(requestsOf([staticService('listed')])[0]).toMatchObject({ reservation: 'kafka', wasDrawn: false });
  });

  test('is where its port in the lock came from, if the lock says so', () => {
    expect(requestsOf([staticService('listed')], { locked: [drawn] })[0].wasDrawn).toBe(true);
    expect(requestsOf([staticService('listed')], { locked: [{ ...drawn, reservation: 'redis' }] })[0].wasDrawn).toBe(
      false,
    );
  });

  test('is none, whatever the lock has, if the Service draws from none', () => {
    expect(requestsOf([staticService('web')], { locked: [assignedEntry(30040, 'shop/web')] })[0].wasDrawn).toBe(false);
  });
});

describe('a port keeps', () => {
  test('its number in the lock', () => {
    expect(keptBy({}, { locked: [assignedEntry(30010, 'shop/web')] })).toBe(30010);
    expect(keptBy({}, { locked: [retiredEntry(30010, 'shop/web')] })).toBe(30010);
  });

  test('nothing that is not recorded', () => {
    expect(keptBy({})).toBeUndefined();
  });

  test('its static number in the record of another app, under any of its names', () => {
    expect(keptBy({}, { others: [foreign(30010)] })).toBe(30010);
    const renamed = foreign(30010, { namelessAs: ['web'] });
    expect(keptBy({}, { others: [{ ...renamed, owner: { ...renamed.owner, port: 'http' } }] })).toBe(30010);
  });

  test('its static number in the record of another app, if only one of its own names is there', () => {
    const shared = {
      ports: [
        { name: 'http', port: 80 },
        { name: 'web', port: 80, protocol: 'UDP' },
      ],
    };
    const services = [staticService('web', { spec: shared })];
    expect(requestsOf(services, { others: [foreign(30010)] })).toMatchObject([{ key: 'shop/web/http', kept: 30010 }]);
  });

  test.each<[string, Claim]>([
    ['is dynamic, since the API server picked it', foreign(30500)],
    ['belongs to a claim of this app', { ...foreign(30010), owner: { ...foreign(30010).owner, isForeign: undefined } }],
    ['belongs to another port', { ...foreign(30010), owner: { ...foreign(30010).owner, port: 'admin' } }],
  ])('no number of another record that %s', (_, claim) => {
    expect(keptBy({}, { others: [claim] })).toBeUndefined();
  });

  test('its number in the lock rather than one in another record', () => {
    expect(keptBy({}, { locked: [assignedEntry(30011, 'shop/web')], others: [foreign(30010)] })).toBe(30011);
  });
});

describe('a number that was handed out', () => {
  test('is kept if nobody else has a better claim', () => {
    expect(keptBy(given(30010))).toBe(30010);
    expect(keptBy(given(30010), { locked: [retiredEntry(30010, 'shop/old')] })).toBe(30010);
  });

  test('gives way to another one in the lock, unless that was retired', () => {
    expect(keptBy(given(30010), { locked: [assignedEntry(30011, 'shop/web')] })).toBe(30011);
    expect(keptBy(given(30010), { locked: [retiredEntry(30011, 'shop/web')] })).toBe(30010);
    expect(keptBy(given(30011), { locked: [retiredEntry(30011, 'shop/web')], written: [30011] })).toBe(30011);
  });

  test('is not kept if a person wrote it elsewhere, or the lock gives it to a Service of the app', () => {
    expect(keptBy(given(30010), { written: [30010] })).toBeUndefined();
    const locked = [pinnedEntry(30010, 'shop/api', 'web')];
    expect(keptBy(given(30010), { locked }, [staticService('api', { nodePort: 30011 })])).toBeUndefined();
    expect(keptBy(given(30010), { locked })).toBe(30010);
  });

  test('falls back to the number in another record', () => {
    expect(keptBy(given(30011), { written: [30011], others: [foreign(30010)] })).toBe(30010);
  });

  test('is kept for its own port of the Service only', () => {
    const services = [staticService('web', { ports: { web: undefined, admin: undefined }, wishes: given(30010) })];
    expect(requestsOf(services)).toMatchObject([
      { key: 'shop/web/web', kept: 30010 },
      { key: 'shop/web/admin', kept: undefined },
    ]);
  });

  test('is not kept if any of several reservations has it for others', () => {
    const reservations = [
      { ...KAFKA, ports: [30011] },
      { ...KAFKA, key: 'redis', ports: [30010] },
    ];
    expect(keptBy(given(30010), { reservations })).toBeUndefined();
  });

  test.each<[string, Partial<Reservation>, PortWishes, number | undefined]>([
    ['is not kept if it is reserved for others', { ports: [30010] }, {}, undefined],
    ['is kept if the Service draws from the reservation', { ports: [30010] }, { reservation: 'kafka' }, 30010],
    ['is kept if the reservation lists the Service', { ports: [30010], services: ['shop/web'] }, {}, 30010],
    ['is kept if other ports are reserved', { ports: [30011] }, {}, 30010],
  ])('%s', (_, reserved, wishes, expected) => {
    expect(keptBy({ ...given(30010), ...wishes }, { reservations: [{ ...KAFKA, ...reserved }] })).toBe(expected);
  });

  test('comes before the claims of owners that are still open', () => {
    const rival = staticService('api', { wishes: { formerly: 'shop/old' } });
    const around = { locked: [retiredEntry(30010, 'shop/old')] };
    expect(keptBy(given(30010), around, [rival])).toBe(30010);
    expect(requestsOf([staticService('web', { wishes: given(30010) }), rival], around).map(({ key }) => key)).toEqual([
      'shop/web/web',
      'shop/api/web',
    ]);
  });
});

describe('of two heirs to a former name', () => {
  const heirs = [
    staticService('b', { wishes: { formerly: 'old' } }),
    staticService('a', { wishes: { formerly: 'old' } }),
  ];

  test('the first by name inherits the port and the first choice', () => {
    expect(requestsOf(heirs, { locked: [assignedEntry(30010, 'shop/old')] })).toMatchObject([
      { key: 'shop/a/web', seed: 'prod/shop/old/web', kept: 30010 },
      { key: 'shop/b/web', seed: 'prod/shop/b/web', kept: undefined },
    ]);
  });

  test('none inherits anything while the former Service is there', () => {
    const requests = requestsOf([...heirs, staticService('old', { nodePort: 30010 })]);
    expect(requests.map(({ seed }) => seed)).toEqual(['prod/shop/a/web', 'prod/shop/b/web']);
  });
});
