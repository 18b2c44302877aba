import { adopt } from '../../../lib/core/claims/adoption';
import { STORAGE, claimed, holder } from '../../support/cluster-claims';

test('a running Service gets a claim for each of its numbers, by number', () => {
  expect(adopt([holder(30002, 'a/x', 'web'), holder(30001, 'a/x')], STORAGE)).toEqual({
    claims: [claimed(30001, 'a/x', { port: 'api' }), claimed(30002, 'a/x', { port: 'web' })],
    contested: [],
  });
});

test('a claim can be taken over later unless a contact is named', () => {
  expect(adopt([holder(30001, 'a/x')]).claims[0].claimedBy).toBe('adopted');
});

test('several protocols of one Service are one claim', () => {
  const { claims } = adopt([holder(30001, 'a/x', 'dns'), holder(30001, 'a/x', 'dns-tcp')], STORAGE);
  expect(claims).toEqual([claimed(30001, 'a/x', { port: 'dns' })]);
});

test('a number that several Services hold is left for people to decide', () => {
  const holders = [holder(30003, 'a/x'), holder(30003, 'b/z'), holder(30003, 'a/x', 'udp')];
  expect(adopt(holders, STORAGE)).toEqual({
    claims: [],
    contested: [{ nodePort: 30003, services: ['a/x', 'b/z'] }],
  });
});
