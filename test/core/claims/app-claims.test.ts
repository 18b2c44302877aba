import { claimsOfApp } from '../../../lib/core/claims/app-claims';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';

const claim = (kind: ClaimKind, nodePort: number | undefined, owner: object, more: object = {}): Claim => ({
  kind,
  nodePort,
  owner: { cluster: 'prod', path: 'a', ...owner },
  demandsStatic: false,
  assigned: false,
  ...more,
});
const SERVICE = { namespace: 'storage', service: 'minio', port: 'api' };

test('only ports of the app with a known number are claimed', () => {
  const { claims } = claimsOfApp(
    [
      claim(ClaimKind.NODE_PORT, 30009, SERVICE),
      claim(ClaimKind.NODE_PORT, undefined, SERVICE),
      ...[ClaimKind.TAKEN, ClaimKind.LOCKED, ClaimKind.LIVE, ClaimKind.CLAIMED].map((kind, index) =>
        claim(kind, 30010 + index, SERVICE),
      ),
    ],
    'me',
  );
  expect(claims.map((each) => each.claim)).toEqual([
    { nodePort: 30009, service: 'storage/minio', port: 'api', claimedBy: 'me', reason: '' },
  ]);
});

test('a reserved port is claimed for the Service that has it, in whatever order', () => {
  const all = [claim(ClaimKind.RESERVATION, 30009, { reason: 'held' }), claim(ClaimKind.NODE_PORT, 30009, SERVICE)];
  for (const order of [all, [...all].reverse()]) {
    expect(claimsOfApp(order, 'me').claims.map((each) => each.claim.service)).toEqual(['storage/minio']);
  }
});

test('a port without a name is claimed without one', () => {
  expect(
    claimsOfApp([claim(ClaimKind.NODE_PORT, 30009, { ...SERVICE, port: '9000/TCP' })], 'me').claims[0].claim.port,
  ).toBe('');
});

test.each([
  [
    claim(ClaimKind.NODE_PORT, 30009, { ...SERVICE, namespace: undefined }),
    "Give its chart one, such as { namespace: 'storage' }",
  ],
  [claim(ClaimKind.NODE_PORT, 30009, { ...SERVICE, service: 'web-*' }), 'Set metadata.name in place of generateName'],
  [claim(ClaimKind.RESERVATION, 30009, {}, { admits: ['a/b', 'c/d'] }), 'Reserve a port for each namespace'],
])('what a claim cannot name is told: %j', (odd, wayOut) => {
  expect(claimsOfApp([odd], 'me')).toMatchObject({ claims: [], unclaimable: [{ path: 'a', wayOut }] });
});
