import { Severity } from '../../lib/core/findings/finding-kind';
import { LIMITS } from '../../lib/core/limits';
import { FORMATS, formatReport } from '../../lib/report/formats';
import { Report } from '../../lib/report/report';

/** Quotes take six times their size in XML. */
const message = '" '.repeat(LIMITS.textLength / 2);

// A tenth of what may be listed, in a report of a tenth of the size: the same proportions in a tenth of the time.
beforeEach(() => {
  jest.replaceProperty(LIMITS, 'problems', (LIMITS.problems / 10) as never);
  jest.replaceProperty(LIMITS, 'reportBytes', (LIMITS.reportBytes / 10) as never);
});
afterEach(() => jest.restoreAllMocks());

function reportOf(count: number, path = 'a.yaml:1:1'): Report {
  const finding = { code: 'port-taken', severity: Severity.ERROR, cluster: 'prod', path, message };
  const problem = { severity: Severity.ERROR, path, what: message, wayOut: 'Fix this line' };
  return {
    version: '0.0.0',
    cluster: 'prod',
    portRange: '30000-32767',
    findings: Array.from({ length: count }, () => finding),
    problems: Array.from({ length: count }, () => problem),
    files: 1,
    services: 1,
  };
}

test.each(FORMATS)('a report in the format %s has a limit, and counts what it leaves out', (format) => {
  const text = formatReport(format, reportOf(LIMITS.problems * 3), { isColored: false });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMITS.reportBytes);
  expect(text).toMatch(/more findings and problems did not fit/);
});

test('a report in JSON stays valid, and lists as much as fits', () => {
  const text = formatReport('json', reportOf(LIMITS.problems * 3), { isColored: false });
  const { findings, problems } = JSON.parse(text) as { findings: object[]; problems: object[] };
  expect(findings.length).toBeGreaterThan(0);
  expect(problems[problems.length - 1]).toMatchObject({ severity: 'error', file: 'the report' });
  expect(Buffer.byteLength(text)).toBeGreaterThan(LIMITS.reportBytes / 2);
});

test('a report that fits is complete', () => {
  const { findings, problems } = JSON.parse(formatReport('json', reportOf(10), { isColored: false }));
  expect([findings.length, problems.length]).toEqual([10, 10]);
});
