import {
  Claim,
  ClaimKind,
  ClaimOwner,
  compareClaims,
  formerOwner,
  isAdmitted,
  isAwaiting,
  isHeld,
  isOfService,
  ownerKey,
  ownerKeys,
  serviceKey,
  takenClaim,
} from '../../../lib/core/service/claim';

const OWNER: ClaimOwner = { cluster: 'prod', path: 'app/minio', namespace: 'storage', service: 'minio', port: 'api' };

const claim = (more: Partial<Claim> = {}): Claim => ({
  kind: ClaimKind.NODE_PORT,
  nodePort: 30009,
  owner: OWNER,
  demandsStatic: true,
  assigned: false,
  ...more,
});

test('a claim is made by a Service of the app, held by a record, or taken outside', () => {
  const kinds = Object.values(ClaimKind);
  expect(kinds.filter((kind) => isOfService({ kind }))).toEqual(['node-port', 'health-check']);
  expect(kinds.filter((kind) => isHeld({ kind }))).toEqual(['reservation', 'locked', 'live', 'claimed']);
});

test('a claim awaits a number if it has none and must be static', () => {
  expect(isAwaiting(claim({ nodePort: undefined }))).toBe(true);
  expect(isAwaiting(claim())).toBe(false);
  expect(isAwaiting(claim({ nodePort: undefined, demandsStatic: false }))).toBe(false);
});

describe('an owner', () => {
  test('is known by namespace, Service and port, wherever it is written', () => {
    expect(serviceKey(OWNER)).toBe('storage/minio');
    expect(ownerKey({ ...OWNER, path: 'elsewhere' })).toBe('storage/minio/api');
  });

  test('without a namespace is in the default one', () => {
    expect(serviceKey({ service: 'minio' })).toBe('default/minio');
    expect(ownerKey({ ...OWNER, namespace: undefined })).toBe('default/minio/api');
  });

  test('is known by every port that shares its number, each only once', () => {
    expect(ownerKeys(claim())).toEqual(['storage/minio/api']);
    expect(ownerKeys(claim({ sharedBy: ['api', 'api-udp'], namelessAs: ['9000/TCP', '9000/UDP'] }))).toEqual([
      'storage/minio/api',
      'storage/minio/api-udp',
      'storage/minio/9000/TCP',
      'storage/minio/9000/UDP',
    ]);
  });

  test('had another name before, and another namespace if one is given', () => {
    expect(formerOwner(OWNER, 'minio-old')).toEqual({ ...OWNER, service: 'minio-old' });
    expect(formerOwner(OWNER, 'legacy/minio-old')).toEqual({ ...OWNER, namespace: 'legacy', service: 'minio-old' });
  });
});

test('a list admits a Service by its name or by its whole namespace', () => {
  expect(isAdmitted(['storage/minio'], 'storage/minio')).toBe(true);
  expect(isAdmitted(['storage/*'], 'storage/minio')).toBe(true);
  expect(isAdmitted(['storage/minio'], 'storage/minio-2')).toBe(false);
  expect(isAdmitted(['storage/*'], 'storage-2/minio')).toBe(false);
  expect(isAdmitted([], 'storage/minio')).toBe(false);
});

test('a port taken outside the app has a reason and no Service', () => {
  expect(takenClaim('prod', 'NodePorts', 30009, 'HAProxy')).toEqual({
    kind: 'taken',
    nodePort: 30009,
    owner: { cluster: 'prod', path: 'NodePorts', reason: 'HAProxy' },
    demandsStatic: false,
    assigned: false,
  });
});

test('claims to one number are sorted: taken ports first, then by place, then by owner', () => {
  const sorted = [
    takenClaim('prod', 'z', 30009, 'HAProxy'),
    claim({ owner: { ...OWNER, path: 'a.yaml:9:1' } }),
    claim({ owner: { ...OWNER, path: 'a.yaml:10:1', port: 'api' } }),
    claim({ owner: { ...OWNER, path: 'a.yaml:10:1', port: 'web' } }),
  ];
  for (const shuffled of [[...sorted].reverse(), [2, 0, 3, 1].map((index) => sorted[index])]) {
    expect(shuffled.sort(compareClaims)).toEqual(sorted);
  }
});
