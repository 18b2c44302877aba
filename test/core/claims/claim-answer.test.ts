import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimAnswer, managersIn, messageIn, readAnswer } from '../../../lib/core/claims/claim-answer';

/** What a real cluster printed. */
function printed(suite: string, title: string): string {
  const text = readFileSync(join(__dirname, '../../e2e/printed', `${suite}.txt`), 'utf8');
  return text
    .split(/^== /m)
    .find((message) => message.startsWith(`${title}\n`))!
    .slice(title.length + 1)
    .trim();
}

test.each([
  ['guard', 'claim it again: create -f -', ClaimAnswer.TAKEN],
  ['guard', 'claim it again: apply -f -', ClaimAnswer.TAKEN],
  ['guard', 'claim it again: apply --server-side -f -', ClaimAnswer.MANAGED],
  ['guard', 'claim it again: apply --server-side --force-conflicts -f -', ClaimAnswer.TAKEN],
  ['guard', 'claim it again: replace -f -', ClaimAnswer.TAKEN],
  ['guard', 'not a claim: 70000 a/b', ClaimAnswer.UNKNOWN],
  ['tenancy', 'a port of another team', ClaimAnswer.NOT_YOURS],
  ['tenancy', 'a namespace of another team', ClaimAnswer.NOT_YOURS],
  ['tenancy', 'nobody may write claims', ClaimAnswer.FORBIDDEN],
  ['tenancy', 'no definition: create', ClaimAnswer.NO_DEFINITION],
  ['tenancy', 'no definition: get', ClaimAnswer.NO_DEFINITION],
  ['tenancy', 'no such claim', ClaimAnswer.NOT_FOUND],
])('what the API server printed in %s as "%s" is understood', (suite, title, answer) => {
  expect(readAnswer(printed(suite, title))).toBe(answer);
});

test('the managers of a conflict are named, each once', () => {
  expect(managersIn(printed('guard', 'claim it again: apply --server-side -f -'))).toEqual(['kubectl-create']);
  const conflicts =
    'conflicts with "argocd":\n- .spec.port\nconflicts with "kubectl":\n- .spec.reason\nconflicts with ' +
    '"argocd":\nconflict with "helm"';
  expect(managersIn(conflicts)).toEqual(['argocd', 'kubectl', 'helm']);
  expect(managersIn('')).toEqual([]);
});

describe("the API server's own message", () => {
  test('is extracted from what a real one printed', () => {
    expect(messageIn(printed('guard', 'create'))).toMatch(
      /^node port 30009 is claimed by .*; apply it again to get another$/,
    );
  });

  test.each([
    ['error: context "prd" does not exist', 'context "prd" does not exist'],
    ['Error from server: etcd is gone.\n', 'etcd is gone'],
    ['Error from server (NotFound): namespaces "x" not found', 'namespaces "x" not found'],
    ['Error from server (Invalid): error when creating "STDIN": the name is too long', 'the name is too long'],
    ["Forbidden: policy 'p' denied request: not yours.\nAsk somebody?", 'not yours.\nAsk somebody'],
    ['no answer\nDid you specify the right host or port?', 'no answer'],
    ['  no answer', 'no answer'],
    // Where something else quotes kubectl, nothing is taken away.
    ['the hook printed: Error from server: no', 'the hook printed: Error from server: no'],
    ['the hook printed: error: no', 'the hook printed: error: no'],
    ['the hook printed: error when creating "x": no', 'the hook printed: error when creating "x": no'],
  ])('in %j is %j', (stderr, message) => {
    expect(messageIn(stderr)).toBe(message);
  });
});
