import {
  admits,
  claimObject,
  nameClaim,
  readClusterClaim,
  readClusterClaims,
} from '../../../lib/core/claims/cluster-claim';
import { STORAGE, claimed } from '../../support/cluster-claims';

const full = claimed(30009, 'storage/minio', { port: 'api', reason: 'the appliance' });

describe('a claim as an object', () => {
  test('is named after its port, and leaves out what is empty', () => {
    expect(claimObject(claimed(30009, ''))).toEqual({
      apiVersion: 'nodeport.cdk8s.io/v1',
      kind: 'NodePortClaim',
      metadata: { name: '30009' },
      spec: { claimedBy: STORAGE },
    });
  });

  test.each([full, claimed(1, ''), claimed(65535, 'a/*')])('is read as it was written: %j', (claim) => {
    expect(readClusterClaim(claimObject(claim))).toEqual(claim);
  });
});

describe('something that is not a claim', () => {
  const { apiVersion, kind } = claimObject(full);

  test.each([
    ['nothing', undefined],
    ['a text', 'NodePortClaim'],
    ['an object of another group', { ...claimObject(full), apiVersion: 'v1' }],
    ['another kind', { ...claimObject(full), kind: 'Service' }],
    ['a claim without metadata', { apiVersion, kind }],
    ['a claim with an empty name', { apiVersion, kind, metadata: { name: '' } }],
    ['a claim with a name that is not a port', { apiVersion, kind, metadata: { name: 'web-30009' } }],
    ['a claim with a number in another notation', { apiVersion, kind, metadata: { name: '0x7539' } }],
    ['a claim with a number too long for a port', { apiVersion, kind, metadata: { name: '300091' } }],
  ])('is not read as one: %s', (_, printed) => {
    expect(readClusterClaim(printed)).toBeUndefined();
  });
});

test.each([
  ['missing', undefined],
  ['damaged', { service: 30009, port: null, claimedBy: ['me'] }],
])('fields that are %s count as empty', (_, spec) => {
  expect(readClusterClaim({ ...claimObject(full), spec })).toEqual(claimed(30009, '', { claimedBy: '' }));
});

describe('what kubectl prints', () => {
  const items = [claimObject(claimed(30010, 'a/x')), claimObject(claimed(30009, 'a/x'))];
  const sorted = [claimed(30009, 'a/x'), claimed(30010, 'a/x')];

  test.each(['List', 'NodePortClaimList'])('as a %s is read by number', (kind) => {
    expect(readClusterClaims({ kind, items })).toEqual(sorted);
  });

  test('for one claim is read too', () => {
    expect(readClusterClaims(items[0])).toEqual([sorted[1]]);
  });

  test('without any claim is an empty list', () => {
    expect(readClusterClaims({ kind: 'List', items: [] })).toEqual([]);
  });

  test.each([
    ['another list', { kind: 'ServiceList', items }],
    ['a list without items', { kind: 'List' }],
    ['a list with something else in it', { kind: 'List', items: [...items, { kind: 'Service' }] }],
    ['nothing', null],
  ])('is not a list of claims if it is %s', (_, printed) => {
    expect(readClusterClaims(printed)).toBeUndefined();
  });
});

test('a claim admits its Service, or every Service of its namespace, or none', () => {
  expect([admits(full, 'storage/minio'), admits(full, 'storage/other')]).toEqual([true, false]);
  expect([admits({ service: 'a/*' }, 'a/x'), admits({ service: 'a/*' }, 'b/x')]).toEqual([true, false]);
  expect(admits({ service: '' }, 'a/x')).toBe(false);
});

test.each([
  [full, `${STORAGE} for storage/minio (the appliance)`],
  [claimed(30009, 'a/*'), `${STORAGE} for a/*`],
  [claimed(30009, '', { reason: 'the appliance' }), `${STORAGE} (the appliance)`],
  [claimed(30009, ''), STORAGE],
])('messages name who claims a port, for what and why: %j', (claim, name) => {
  expect(nameClaim(claim)).toBe(name);
});
