import {
  Finding,
  compareFindings,
  finding,
  formatMessage,
  isOpen,
  strictFindings,
  usageError,
} from '../../../lib/core/findings/finding';
import { Authority, Severity } from '../../../lib/core/findings/finding-kind';

const KIND = {
  code: 'port-drifts',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A port drifts',
  remedy: 'Anchor it',
};
const PARTS = { who: 'Service storage/minio', what: 'node port 30009 drifts', wayOut: 'Anchor it' };

describe('a message', () => {
  test('has three parts and a code, and only two if there is no owner', () => {
    expect(formatMessage('port-drifts', PARTS)).toBe(
      'Service storage/minio: node port 30009 drifts. Anchor it. (port-drifts)',
    );
    expect(formatMessage('port-drifts', { ...PARTS, who: undefined })).toBe(
      'node port 30009 drifts. Anchor it. (port-drifts)',
    );
  });

  test('shows control characters in the names that it quotes instead of sending them to the terminal', () => {
    expect(formatMessage('port-drifts', { ...PARTS, who: 'Service a/\u001b[31m' })).toContain('Service a/\\x1b[31m: ');
  });
});

test('a finding has the code and severity of its kind, its message and its place', () => {
  expect(finding(KIND, PARTS, { cluster: 'prod', path: 'app/minio', nodePort: 30009 })).toEqual({
    code: 'port-drifts',
    severity: 'warning',
    message: 'Service storage/minio: node port 30009 drifts. Anchor it. (port-drifts)',
    cluster: 'prod',
    path: 'app/minio',
    nodePort: 30009,
  });
});

test('the code of a usage error stands for its kind', () => {
  expect(finding('lock-invalid', PARTS, { cluster: 'prod', path: 'lock' })).toMatchObject({
    code: 'lock-invalid',
    severity: 'error',
  });
  expect(usageError('lock-invalid', PARTS).message).toMatch(/ \(lock-invalid\)$/);
  expect(usageError(KIND, PARTS).message).toMatch(/ \(port-drifts\)$/);
});

test('a strict cluster turns warnings into errors, except accepted ones', () => {
  const about = (acceptedBecause?: string): Finding =>
    finding(KIND, PARTS, { cluster: 'prod', path: 'web', acceptedBecause });
  const findings = [about(), about('clients move by March')];
  expect(findings.map(isOpen)).toEqual([true, false]);
  expect(strictFindings(findings).map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

test('findings are sorted by place, then by number, then by message', () => {
  const at = (path: string, nodePort: number | undefined, what: string): Finding =>
    finding(KIND, { what, wayOut: 'y' }, { cluster: 'prod', path, nodePort });
  const sorted = [
    at('a.yaml:2:1', undefined, 'b'),
    at('a.yaml:2:1', 30001, 'a'),
    at('a.yaml:2:1', 30002, 'a'),
    at('a.yaml:2:1', 30002, 'c'),
    at('a.yaml:10:1', 30000, 'a'),
  ];
  for (const shuffled of [[...sorted].reverse(), [2, 0, 4, 1, 3].map((index) => sorted[index])]) {
    expect(shuffled.sort(compareFindings)).toEqual(sorted);
  }
});
