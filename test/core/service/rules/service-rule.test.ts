import { NO_FAULTS } from '../../../../lib/core/service/rules/service-rule';

test('the empty result, which all rules share, cannot be filled by one of them', () => {
  expect(NO_FAULTS).toEqual([]);
  expect(() => (NO_FAULTS as unknown as string[]).push('fault')).toThrow(TypeError);
});
