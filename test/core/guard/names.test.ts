import * as names from '../../../lib/core/guard/names';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

test('the objects of the guard have valid, distinct names', () => {
  const { CLAIM_DEFINITION, GUARD_POLICY, INJECTION_POLICY, TENANCY_POLICY } = names;
  const all = [CLAIM_DEFINITION, GUARD_POLICY, INJECTION_POLICY, TENANCY_POLICY];
  for (const name of all) expect(name).toMatch(SUBDOMAIN);
  expect(new Set(all).size).toBe(all.length);
});

test('the definition of claims is named after their plural and group, as the API server requires', () => {
  expect(names.CLAIM_DEFINITION).toBe('nodeportclaims.nodeport.cdk8s.io');
  expect(names.CLAIM_API_VERSION).toBe('nodeport.cdk8s.io/v1');
});

test('the label of injection has the group of claims as its prefix', () => {
  expect(names.INJECTION_LABEL.split('/')[0]).toBe(names.CLAIM_GROUP);
});
