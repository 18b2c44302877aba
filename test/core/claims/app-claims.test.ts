import { AppClaims, claimsOfApp } from '../../../lib/core/claims/app-claims';
import { Claim, ClaimKind, ClaimOwner } from '../../../lib/core/service/claim';

const claim = (
  kind: ClaimKind,
  nodePort: number | undefined,
  owner: Partial<ClaimOwner>,
  more: Partial<Claim> = {},
): Claim => ({
  kind,
  nodePort,
  owner: { cluster: 'prod', path: 'a', ...owner },
  demandsStatic: false,
  assigned: false,
  ...more,
});
const MINIO = { namespace: 'storage', service: 'minio', port: 'api' };
const pinned = (nodePort: number | undefined, owner: Partial<ClaimOwner> = {}) =>
  claim(ClaimKind.NODE_PORT, nodePort, { ...MINIO, ...owner });
const reserved = (nodePort: number, admits?: string[]) =>
  claim(ClaimKind.RESERVATION, nodePort, { path: 'kafka', reason: 'brokers' }, { admits });

const claimsIn = ({ claims }: AppClaims) => claims.map((each) => each.claim);

describe('an app claims', () => {
  test('the ports of its Services, their health checks and its reservations, by number', () => {
    const all = [
      reserved(30011),
      pinned(30010),
      claim(ClaimKind.HEALTH_CHECK, 30009, { ...MINIO, port: 'healthCheckNodePort' }),
    ];
    expect(claimsOfApp(all, 'me')).toStrictEqual({
      claims: [
        {
          claim: {
            nodePort: 30009,
            service: 'storage/minio',
            port: 'healthCheckNodePort',
            claimedBy: 'me',
            reason: '',
          },
          path: 'a',
        },
        { claim: { nodePort: 30010, service: 'storage/minio', port: 'api', claimedBy: 'me', reason: '' }, path: 'a' },
        { claim: { nodePort: 30011, service: '', port: '', claimedBy: 'me', reason: 'brokers' }, path: 'kafka' },
      ],
      unclaimable: [],
    });
  });

  test.each([ClaimKind.TAKEN, ClaimKind.LOCKED, ClaimKind.LIVE, ClaimKind.CLAIMED])(
    'no port that belongs to others (%s)',
    (kind) => {
      expect(claimsIn(claimsOfApp([claim(kind, 30009, MINIO)], 'me'))).toEqual([]);
    },
  );

  test('no port that has no number yet', () => {
    expect(claimsIn(claimsOfApp([pinned(undefined)], 'me'))).toEqual([]);
  });

  test('each number once', () => {
    expect(claimsIn(claimsOfApp([pinned(30009), pinned(30009, { port: 'udp' })], 'me'))).toMatchObject([
      { port: 'api' },
    ]);
  });

  test('a reserved port for the Service that uses it, whichever is listed first', () => {
    const all = [reserved(30009), pinned(30009)];
    for (const order of [all, [...all].reverse()]) {
      expect(claimsIn(claimsOfApp(order, 'me'))).toMatchObject([{ service: 'storage/minio' }]);
    }
  });
});

test.each([[undefined], ['9000/TCP']])('an unnamed port is claimed without a name: %j', (port) => {
  expect(claimsIn(claimsOfApp([pinned(30009, { port })], 'me'))).toMatchObject([{ port: '' }]);
});

test.each([
  [undefined, ''],
  [[], ''],
  [['storage/minio'], 'storage/minio'],
  [['storage/*'], 'storage/*'],
  [['storage/minio', 'storage/backup'], 'storage/*'],
])('a reservation for %j is claimed for %j', (admits, service) => {
  expect(claimsIn(claimsOfApp([reserved(30009, admits)], 'me'))).toMatchObject([{ service }]);
});

describe('a port that a claim cannot describe', () => {
  test.each([
    [
      'a Service without a namespace',
      pinned(30009, { namespace: undefined }),
      'Service minio has no namespace, and a NodePortClaim names one',
      "Give its chart one, such as { namespace: 'storage' }",
    ],
    [
      'a Service whose name the API server completes',
      pinned(30009, { service: 'web-*' }),
      'the API server completes the name web-*, and a NodePortClaim names a Service',
      'Set metadata.name in place of generateName',
    ],
    [
      'Services of several namespaces',
      { ...reserved(30009, ['a/b', 'c/d']), owner: { cluster: 'prod', path: 'a' } },
      'node port 30009 is for a/b and c/d, and a NodePortClaim names Services of one namespace',
      'Reserve a port for each namespace',
    ],
  ])('is left out, with a reason and a way out: %s', (_, odd, what, wayOut) => {
    const { claims, unclaimable } = claimsOfApp([odd, pinned(30010)], 'me');
    expect(claims.map((each) => each.claim.nodePort)).toEqual([30010]);
    expect(unclaimable).toStrictEqual([{ path: 'a', what, wayOut }]);
  });
});
