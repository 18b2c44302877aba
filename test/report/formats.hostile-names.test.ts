import { FORMATS } from '../../lib/report/formats';
import { cli, filesIn } from '../support/cli';

/** Names that mean something to whoever reads a report, and that a pull request of a stranger may bring along. */
const NAMES = [
  '::error::x',
  ' ::stop-commands::x',
  '##[error]x',
  'x ##[add-mask]y',
  '%0A::error::x',
  'a\n::warning::b',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;http://x\u0007y',
  '\u202egnp.x',
  '\u200b',
  '\u{e0041}\u{e0042}',
  '\u3164',
  '<b>&amp;"\'',
  ']]><x/>',
  '-->',
  '|x|',
  '`x`',
  '$x$',
  '[x](y)',
  '![x](y)',
  '@team',
  '#1',
  '\\x\\',
  'a:1:2',
  '../x',
  '{ x }',
  '__proto__',
  'é',
  '\u{1f600}',
];

const documents = NAMES.map((name) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: name },
    spec: { type: 'NodePort', ports: [{ name, port: 80, nodePort: 31009 }] },
  }),
);

interface SarifResult {
  readonly locations: [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

/** Each in a file of its name; a slash is one thing that no file can be called. */
const FILES = Object.fromEntries(documents.map((text, index) => [`${NAMES[index].replace(/\//g, '_')}.yaml`, text]));

/** Whatever a terminal acts on or shows as nothing, or as something else. */
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\u3164\u{e0000}-\u{e0fff}]/u;

async function reportOf(format: string): Promise<string> {
  const { code, stdout, stderr } = await cli(
    ['check', '.', '--cluster', NAMES.join(''), '--range', '30000-32767', '--format', format],
    { cwd: filesIn(FILES) },
  );
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  return stdout;
}

test.each(FORMATS)('%s prints no control characters from the input', async (format) => {
  expect(await reportOf(format)).not.toMatch(RAW);
});

test.each(FORMATS.filter((format) => format !== 'github'))(
  '%s has no line that GitHub would read as a command in its log',
  async (format) => {
    for (const line of (await reportOf(format)).split('\n')) expect(line).not.toMatch(/^\s*::|##\[/);
  },
);

test('in github, each line except for the summary is one command of this tool', async () => {
  const lines = (await reportOf('github')).trimEnd().split('\n');
  expect(lines).toHaveLength(2 * NAMES.length);
  for (const line of lines.slice(0, -1)) {
    expect(line).toMatch(/^::(error|warning) file=[^:,\n]+,line=1,col=\d+,title=[a-z-]+::(?!.*##\[)/);
  }
});

test('in sarif, the address of each file points to it', async () => {
  const {
    runs: [{ results }],
  } = JSON.parse(await reportOf('sarif')) as { runs: [{ results: SarifResult[] }] };
  const uris = new Set(results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri));
  expect([...uris].map((uri) => decodeURIComponent(uri)).sort()).toEqual(Object.keys(FILES).sort());
});

test('in json, each file has its real name', async () => {
  const { findings } = JSON.parse(await reportOf('json')) as { findings: { file: string }[] };
  expect([...new Set(findings.map(({ file }) => file))].sort()).toEqual(Object.keys(FILES).sort());
});

test('in junit, names are text and never elements', async () => {
  const text = await reportOf('junit');
  expect(
    text.replace(/<\?xml[^>]*\?>|<\/?[a-z-]+( [a-z]+="[^"<>]*")*\/?>/g, '').replace(/&(amp|lt|gt|quot|apos);/g, ''),
  ).not.toMatch(/[<>&]/);
});

test('in markdown, names are text and never markup', async () => {
  const rows = (await reportOf('markdown')).split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(2 * NAMES.length + 1);
  for (const row of rows) {
    expect(row.replace(/<\/?code>|&#\d+;/g, '')).toMatch(/^\|[^|]*\|[^|\\`*_~[\]<>@#&!:$]*\|[^|\\`*_~[\]<>@#&!:$]*\|$/);
  }
});
