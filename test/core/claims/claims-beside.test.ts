import { ClaimState, claimsBeside } from '../../../lib/core/claims/claims-beside';
import { claimed, holder } from '../../support/cluster-claims';

describe('a port', () => {
  test.each([
    ['held if its Service has it', [claimed(30001, 'a/x')], [holder(30001, 'a/x')], ClaimState.HELD],
    ['held if a Service of its namespace has it', [claimed(30001, 'a/*')], [holder(30001, 'a/y')], ClaimState.HELD],
    ['not held if nothing has it', [claimed(30001, 'a/x')], [], ClaimState.NOT_HELD],
    ['held by another', [claimed(30001, 'a/x')], [holder(30001, 'b/z')], ClaimState.HELD_BY_ANOTHER],
    [
      'held by another if a Service of a namespace with a similar name has it',
      [claimed(30001, 'a/*')],
      [holder(30001, 'ab/z')],
      ClaimState.HELD_BY_ANOTHER,
    ],
    [
      'held by another if anything has it although no Service may',
      [claimed(30001, '')],
      [holder(30001, 'a/x')],
      ClaimState.HELD_BY_ANOTHER,
    ],
    [
      'held by another if its Service is not the only one that has it',
      [claimed(30001, 'a/x')],
      [holder(30001, 'a/x'), holder(30001, 'b/z')],
      ClaimState.HELD_BY_ANOTHER,
    ],
    ['not claimed if only a Service has it', [], [holder(30001, 'a/x')], ClaimState.NOT_CLAIMED],
  ])('is %s', (_, claims, holders, state) => {
    expect(claimsBeside(claims, holders)).toEqual([{ nodePort: 30001, state, claim: claims[0], holders }]);
  });
});

test('ports are listed once, by number, with the Services that have them by name', () => {
  const claims = [claimed(30004, 'a/x'), claimed(30001, 'a/x')];
  const holders = [holder(30004, 'b/z'), holder(30002, 'a/x'), holder(30004, 'a/x')];
  const rows = claimsBeside(claims, holders);
  expect(rows.map(({ nodePort, holders: all }) => [nodePort, ...all.map(({ service }) => service)])).toEqual([
    [30001],
    [30002, 'a/x'],
    [30004, 'a/x', 'b/z'],
  ]);
});
