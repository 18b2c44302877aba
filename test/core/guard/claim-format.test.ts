import { CLAIMED_SERVICE, MAX_SERVICE_LENGTH } from '../../../lib/core/guard/claim-format';

describe('a claim', () => {
  const pattern = new RegExp(CLAIMED_SERVICE);

  test.each(['storage/minio', 'storage/*', 'a/b-2', '0/9'])('names %j', (service) => {
    expect(service).toMatch(pattern);
  });

  test.each(['', 'minio', '*/minio', 'storage/', '/minio', 'Storage/minio', 'storage/minio-', 'storage/**', 'a/b/c'])(
    'cannot name %j',
    (service) => {
      expect(service).not.toMatch(pattern);
    },
  );

  test('has room for the longest namespace and name', () => {
    const longest = 'a'.repeat(63);
    expect(`${longest}/${longest}`).toHaveLength(MAX_SERVICE_LENGTH);
  });
});
