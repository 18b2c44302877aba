import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@microsoft/jest-sarif';
import * as fc from 'fast-check';
import { parseDocument } from 'yaml';
import { finding } from '../../lib/core/findings/finding';
import { Severity } from '../../lib/core/findings/finding-kind';
import { CATALOGUE } from '../../lib/core/rules/catalogue';
import { FORMATS, formatReport } from '../../lib/report/formats';
import { Report } from '../../lib/report/report';
import { cli, filesIn, serviceYaml } from '../support/cli';
import { runs } from '../support/runs';

const HOSTILE = 'a "b" <c> & %0A::error::x | `d` @team #1 \u001b[31m\u009b\u202e\ud800, ]]> \' \n - e';

const report: Report = {
  version: '1.2.3',
  cluster: 'prod',
  portRange: '30000-32767',
  files: 2,
  services: 3,
  findings: [
    finding(
      CATALOGUE['port-taken'],
      { who: 'Service edge/web, port "http"', what: 'node port 30009 is taken', wayOut: 'Choose another: 30010' },
      { cluster: 'prod', path: 'edge dir/b.yaml:8:17', service: 'edge/web', nodePort: 30009, otherPath: 'a.yaml:3:4' },
    ),
    finding(
      CATALOGUE['pinned-in-dynamic-band'],
      { what: HOSTILE, wayOut: 'No' },
      { cluster: 'prod', path: `${HOSTILE}.yaml:2:3`, service: HOSTILE, nodePort: 31000 },
    ),
    finding(
      CATALOGUE['pinned-in-dynamic-band'],
      { what: 'x', wayOut: 'y' },
      { cluster: 'prod', path: 'c.yaml:9:1', service: 'c', acceptedBecause: HOSTILE },
    ),
  ],
  problems: [
    { severity: Severity.ERROR, path: 'gone.yaml', what: 'it does not exist', wayOut: 'Name a file' },
    { severity: Severity.WARNING, path: 't.yaml:1:1', what: 'a template', wayOut: 'Render it' },
  ],
};

test.each(FORMATS)('%s shows every finding with its place, without control characters', (format) => {
  const text = formatReport(format, report, { isColored: false });
  for (const code of ['port-taken', 'pinned-in-dynamic-band']) expect(text).toContain(code);
  expect(text).toMatch(/edge(%20| )dir\/b\.yaml/);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|[\ud800-\udfff]/);
});

describe('sarif', () => {
  const {
    runs: [run],
    ...head
  } = JSON.parse(formatReport('sarif', report, { isColored: false }));

  test('is version 2.1.0, with the rules that it refers to', () => {
    expect(head).toEqual({ $schema: expect.stringContaining('sarif-schema-2.1.0.json'), version: '2.1.0' });
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test('conforms to the official schema', () => {
    for (const findings of [report.findings, []]) {
      expect(JSON.parse(formatReport('sarif', { ...report, findings }, { isColored: false }))).toBeValidSarifLog();
    }
    expect({ ...head, runs: [{}] }).not.toBeValidSarifLog();
  });

  test('has the line and column of both parties, and a fingerprint', () => {
    expect(run.results[0]).toMatchObject({
      ruleId: 'port-taken',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'edge%20dir/b.yaml', uriBaseId: 'SRCROOT' },
            region: { startLine: 8, startColumn: 17 },
          },
        },
      ],
      relatedLocations: [
        { physicalLocation: { artifactLocation: { uri: 'a.yaml' }, region: { startLine: 3, startColumn: 4 } } },
      ],
      partialFingerprints: { 'cdk8sNodeport/v1': 'port-taken:edge%20dir%2Fb.yaml:edge%2Fweb:30009:1' },
    });
  });

  test('reports an accepted finding as suppressed, and that some input was not read', () => {
    expect(run.results[2].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: expect.any(String) },
    ]);
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error' }, { level: 'warning' }],
    });
  });

  test('gives equal findings different fingerprints, which stay if lines move', () => {
    const [one] = report.findings;
    const moved = { ...report, findings: [one, { ...one, path: 'edge dir/b.yaml:90:17' }] };
    const prints = JSON.parse(formatReport('sarif', moved, { isColored: false })).runs[0].results.map(
      (result: { partialFingerprints: object }) => result.partialFingerprints,
    );
    expect(prints).toEqual([
      run.results[0].partialFingerprints,
      { 'cdk8sNodeport/v1': 'port-taken:edge%20dir%2Fb.yaml:edge%2Fweb:30009:2' },
    ]);
  });
});

describe('junit', () => {
  const text = formatReport('junit', report, { isColored: false });

  test('counts failures, errors and accepted findings', () => {
    expect(text).toContain('tests="5" failures="1" errors="1" skipped="1"');
    expect(text).toContain(
      '<testcase classname="port-taken" name="edge dir/b.yaml:8:17" file="edge dir/b.yaml" line="8"><failure ' +
        'type="port-taken" message="Service edge/web, port &quot;http&quot;: ',
    );
  });

  test('is well-formed, whatever names contain', () => {
    expect(text.replace(/<\?xml[^>]*\?>|<\/?[a-z-]+( [a-z]+="[^"<>]*")*\/?>/g, '')).not.toMatch(/[<>]/);
    expect(text.match(/<testcase /g)).toHaveLength(5);
    expect(text.match(/&(?!(amp|lt|gt|quot|apos);)/g)).toBeNull();
  });

  test('has a passing test if there are no findings', () => {
    expect(formatReport('junit', { ...report, findings: [], problems: [] }, { isColored: false })).toContain(
      '<testcase classname="node ports" name="no findings"/>',
    );
  });
});

test('github writes one command per line, and escapes characters that would end it', () => {
  const lines = formatReport('github', report, { isColored: false }).trim().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toBe(
    '::error file=edge dir/b.yaml,line=8,col=17,title=port-taken::Service edge/web, port "http": node port 30009 ' +
      'is taken. Choose another: 30010. (port-taken)',
  );
  expect(lines[1]).toMatch(/^::warning file=a "b" <c> & %250A%3A%3Aerror%3A%3Ax \| /);
  expect(lines[2]).toMatch(/^::notice file=c\.yaml,/);
});

test('markdown keeps names from becoming markup', () => {
  const text = formatReport('markdown', report, { isColored: false });
  expect(text).toContain('| error | <code>edge dir/b.yaml&#58;8&#58;17</code> | Service edge/web');
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .every((line) => line.split('|').length === 5),
  ).toBe(true);
  expect(text.replace(/<\/?code>/g, '')).not.toMatch(/[<>@`]/);
});

test('json has a version, and includes the other party', () => {
  const parsed = JSON.parse(formatReport('json', report, { isColored: false }));
  expect(parsed).toMatchObject({
    version: 1,
    cluster: 'prod',
    findings: [
      {
        code: 'port-taken',
        file: 'edge dir/b.yaml',
        line: 8,
        column: 17,
        other: { file: 'a.yaml', line: 3, column: 4 },
      },
      {},
      {},
    ],
  });
});

test('no text breaks json, sarif or junit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [first] = report.findings;
      const hostile = {
        ...report,
        findings: [
          { ...first, message: text, path: `${text}:1:2`, service: text, otherPath: text, acceptedBecause: text },
        ],
      };
      for (const format of FORMATS) {
        const written = formatReport(format, hostile, { isColored: false });
        expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        if (format === 'json' || format === 'sarif') JSON.parse(written);
      }
    }),
    runs(100),
  );
});

test('each format goes to its own file, and one of them to standard output', async () => {
  const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b.yaml': serviceYaml('b', 30009) });
  const { code, stdout } = await cli(
    ['check', '.', '-f', 'sarif', '-o', 'out/report.sarif', '-f', 'text', '--format=json', '--output=report.json'],
    { cwd },
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringContaining('2 Services in 2 files: 1 error') });
  expect(JSON.parse(readFileSync(join(cwd, 'out/report.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  expect(parseDocument(readFileSync(join(cwd, 'report.json'), 'utf8')).toJS().findings).toHaveLength(1);
});
