import { Authority, Severity } from '../../../../lib/core/findings/finding-kind';
import { NO_FAULTS, serviceRule } from '../../../../lib/core/service/rules/service-rule';

test('a declared rule is what its file exports', () => {
  const rule = {
    code: 'port-drifts',
    severity: Severity.ERROR,
    authority: Authority.LIBRARY,
    title: 'A port drifts',
    remedy: 'Anchor it',
    check: () => NO_FAULTS,
  };
  expect(serviceRule(rule)).toBe(rule);
});

test('the empty result, which all rules share, cannot be filled by one of them', () => {
  expect(NO_FAULTS).toEqual([]);
  expect(() => (NO_FAULTS as unknown as string[]).push('fault')).toThrow(TypeError);
});
