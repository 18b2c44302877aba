import { ClaimAnswer } from '../../../lib/core/claims/claim-answer';
import { heldBy, notOurs, refusalOf } from '../../../lib/core/claims/claim-refusal';
import { STORAGE, claimed } from '../../support/cluster-claims';

const request = {
  claim: claimed(30009, 'edge/ingress', { claimedBy: 'github.com/acme/edge' }),
  flags: ' --context prod',
};
const ANOTHER = 'Claim another: cdk8s-nodeport claim --next --service edge/ingress --context prod';

describe('a claim that was refused', () => {
  test('because the port is taken names its owner, and how to get another', () => {
    expect(refusalOf(ClaimAnswer.TAKEN, '', request, claimed(30009, 'storage/minio'))).toEqual({
      what: `node port 30009 is claimed by ${STORAGE} for storage/minio`,
      wayOut: ANOTHER,
    });
  });

  test('because somebody else was faster names nobody if the owner is unknown', () => {
    expect(refusalOf(ClaimAnswer.TAKEN, '', request)).toEqual({
      what: 'node port 30009 was claimed by somebody else a moment ago',
      wayOut: ANOTHER,
    });
  });

  test.each([
    ['a tool', 'conflict with "argocd": .spec.reason', '"argocd" manages it'],
    [
      'several tools',
      'conflicts with "argocd": .spec\nconflicts with "kubectl": .spec',
      '"argocd" and "kubectl" manage it',
    ],
    ['a tool without a name', 'conflict', 'another tool manages it'],
  ])('because %s manages it says so', (_, conflicts, who) => {
    expect(refusalOf(ClaimAnswer.MANAGED, `Apply failed with 1 ${conflicts}`, request)).toEqual({
      what: `the claim of node port 30009 is yours, but ${who}`,
      wayOut: 'Change it there, or release it first: cdk8s-nodeport claim --release 30009 --context prod',
    });
  });

  test("by tenancy repeats the API server's message", () => {
    const stderr = 'Error from server (Forbidden): policy denied request: ann may not claim node port 30009.';
    expect(refusalOf(ClaimAnswer.NOT_YOURS, stderr, request)).toEqual({
      what: 'ann may not claim node port 30009',
      wayOut: ANOTHER,
    });
  });

  test('for lack of a role says how to get one', () => {
    const { what, wayOut } = refusalOf(ClaimAnswer.FORBIDDEN, 'Error from server (Forbidden): no.', request);
    expect(what).toBe('no');
    expect(wayOut).toContain('cdk8s-nodeport guard --tenancy');
  });

  test.each([ClaimAnswer.UNKNOWN, ClaimAnswer.NO_DEFINITION, ClaimAnswer.NOT_FOUND])(
    'for another reason (%s) suggests a look at the cluster',
    (answer) => {
      expect(refusalOf(answer, 'error: connection refused', request)).toEqual({
        what: 'connection refused',
        wayOut: 'Check the cluster: cdk8s-nodeport claims doctor',
      });
    },
  );
});

test('a port in use stays with its Service', () => {
  expect(heldBy(request, 'storage/minio')).toEqual({
    what: 'node port 30009 is in use by Service storage/minio, which keeps it',
    wayOut: ANOTHER,
  });
});

test.each([
  [
    'everything that was asked for',
    { service: 'a/x', port: 'api', reason: 'the appliance' },
    " --service a/x --port api --reason 'the appliance'",
  ],
  ['nothing that was not', { service: '', port: '', reason: '' }, ''],
  ['a text that looks like a flag as a value', { service: '', reason: '--yes' }, ' --reason=--yes'],
])('the command for another port repeats %s', (_, fields, options) => {
  expect(heldBy({ claim: { ...request.claim, ...fields }, flags: '' }, 'b/z').wayOut).toBe(
    `Claim another: cdk8s-nodeport claim --next${options}`,
  );
});

describe("somebody else's claim", () => {
  test('is not released, but its owner is told how', () => {
    expect(notOurs(claimed(30009, '', { claimedBy: 'team data' }), request)).toEqual({
      what: 'node port 30009 is claimed by team data, not by github.com/acme/edge',
      wayOut: "If that is you: cdk8s-nodeport claim --release 30009 --claimed-by 'team data' --context prod",
    });
  });

  test('is reported without a command if the name of its owner cannot be typed', () => {
    expect(notOurs(claimed(30009, '', { claimedBy: 'team\u001b[2J' }), request).wayOut).toBe('Ask them to release it');
  });
});
