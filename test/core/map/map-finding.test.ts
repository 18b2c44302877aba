import { Finding } from '../../../lib/core/findings/finding';
import { Severity } from '../../../lib/core/findings/finding-kind';
import { mapFinding } from '../../../lib/core/map/map-finding';

const finding = (more: Partial<Finding> = {}): Finding => ({
  code: 'port-taken',
  severity: Severity.ERROR,
  cluster: 'prod',
  path: 'a.yaml:3:7',
  message: 'Node port 30009 is taken.',
  nodePort: 30009,
  ...more,
});

test('a finding is shown with its place, number and message', () => {
  expect(mapFinding(finding())).toEqual({
    code: 'port-taken',
    severity: 'error',
    path: 'a.yaml:3:7',
    nodePort: 30009,
    message: 'Node port 30009 is taken.',
  });
});

test.each([
  ['a warning', { severity: Severity.WARNING }, 'warning'],
  ['an accepted error', { acceptedBecause: 'known' }, 'accepted'],
  ['an accepted warning', { severity: Severity.WARNING, acceptedBecause: '' }, 'accepted'],
])('%s is shown as such', (_, fields, severity) => {
  expect(mapFinding(finding(fields)).severity).toBe(severity);
});
