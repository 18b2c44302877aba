import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { cli, filesIn, serviceYaml } from './support/cli';
import { DOCS, fences } from './support/pages';
import { appliedService, snapshotText } from './support/snapshots';
import { ExitCode } from '../lib/cli/args/command';
import { leafCommands, resolveSubcommand } from '../lib/cli/args/command-group';
import { signature } from '../lib/cli/args/help';
import { parse } from '../lib/cli/args/parse';
import { COMMANDS } from '../lib/cli/commands/commands';
import { CONFIG_FIELDS, readConfig } from '../lib/io/records/config-file';
import { SnapshotFile } from '../lib/io/records/snapshot-file';
import { FORMATS } from '../lib/report/formats';
import { VERDICTS } from '../lib/report/plan-report';

const page = readFileSync(join(__dirname, '../docs/command-line.md'), 'utf8');

/** The rows of the first table under a heading, or of the first that starts with a word, without its head. */
function tableUnder(heading: string, word = ''): string[][] {
  const [, text] = page.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const [rows] = new RegExp(`^\\| ${word}.*\\n(?:^\\|.*\\n)+`, 'm').exec(text)!;
  return rows
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replace(/\\\|/g, '|').replace(/^`(.*)`$/, '$1')),
    );
}

/** The blocks of one language, in order. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text);
}

/** Every call that a text shows, as what was typed behind the name of the tool. */
function callsIn(text: string): string[] {
  return [
    ...text.matchAll(
      /cdk8s-nodeport ((?:check|assign|bands|explain|snapshot|plan|map|lock|guard|claims|claim|completion)\b[^\n|>)]*)/g,
    ),
  ].map(([, call]) => call.trim());
}

/** The words of a call, without the quotes of the shell. */
function wordsOf(call: string): string[] {
  return [...call.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replace(/'/g, ''));
}

describe('the page of the command line', () => {
  test('lists every command', () => {
    expect(tableUnder('Commands')).toEqual(COMMANDS.map(({ name, summary }) => [name, summary]));
  });

  test.each(leafCommands(COMMANDS).filter(({ options }) => Object.keys(options).length > 0))(
    'has the options of $name',
    ({ name, options }) => {
      expect(tableUnder(name, 'option')).toEqual(
        Object.entries(options).map(([option, spec]) => [signature(option, spec), spec.help]),
      );
    },
  );

  test('lists every format', () => {
    expect(tableUnder('Formats').map(([format]) => format)).toEqual([...FORMATS]);
  });

  test('lists every exit code', () => {
    expect(tableUnder('Exit codes').map(([code]) => Number(code))).toEqual(
      Object.values(ExitCode).filter((code) => typeof code === 'number'),
    );
  });

  test('names every setting of nodeports.yaml', () => {
    const [, section] = page.split('\n### nodeports.yaml\n');
    const [text] = section.split('\n## ');
    expect(CONFIG_FIELDS.filter((name) => !new RegExp(`^${name}:|\`${name}\``, 'm').test(text))).toEqual([]);
  });

  test('shows a description of the cluster that can be read', () => {
    expect(readConfig('nodeports.yaml', filesIn({ 'nodeports.yaml': blocks('yaml')[0] }))).toMatchObject({
      isStrict: true,
      description: { cluster: 'prod' },
    });
  });

  test('shows a snapshot that can be read', () => {
    expect(SnapshotFile.parse(blocks('yaml')[1], 'x').snapshot.ports).toHaveLength(3);
  });

  test('shows the plan of a swap as it is printed, and what the verdicts mean', async () => {
    const snapshot = snapshotText(appliedService('shop/a', 30001), appliedService('shop/b', 30002));
    const cwd = filesIn({
      'prod.snapshot.yaml': snapshot,
      'a.yaml': serviceYaml('a', 30002, 'shop'),
      'b.yaml': serviceYaml('b', 30001, 'shop'),
    });
    expect((await cli(['plan', '--live', 'prod.snapshot.yaml', 'a.yaml', 'b.yaml'], { cwd })).stdout).toBe(
      blocks('text')[1],
    );
    expect(tableUnder('plan')).toEqual(
      Object.entries(VERDICTS).map(([verdict, meaning]) => [verdict, meaning, expect.any(String)]),
    );
  });

  test('shows a hook and a workflow that are valid YAML', () => {
    const [, , hook, workflow] = blocks('yaml').map((text) => parseYaml(text));
    expect(hook.repos[0].hooks[0]).toMatchObject({
      entry: 'npx cdk8s-nodeport check manifests/',
      pass_filenames: false,
    });
    expect(Object.keys(workflow.jobs)).toEqual(['node-ports']);
  });

  test('shows a clash as it is printed', async () => {
    const named = (name: string, namespace: string, port: string) =>
      serviceYaml(name, 30009, namespace).replace('- port: 80', `- name: ${port}\n      port: 80`);
    const cwd = filesIn({
      'storage.yaml': named('minio', 'storage', 'api'),
      'edge.yaml': named('ingress', 'edge', 'quic'),
    });
    const { stdout } = await cli(['check', '.'], { cwd });
    expect(stdout).toBe(blocks('text')[0]);
  });
});

const scripts = DOCS.filter((each) => each !== join('docs', 'command-line.md')).flatMap((each) => fences(each, 'sh'));
const examples = COMMANDS.flatMap(({ examples: lines }) => lines.map(({ line }) => line)).join('\n');

const calls = [page, examples, ...scripts].flatMap(callsIn);

test.each([...new Set(calls)].filter((call) => !call.endsWith('CODE') && !call.includes('`')))(
  '%s can be typed',
  (call) => {
    const [name, ...rest] = wordsOf(call);
    const [command, argv] = resolveSubcommand(
      COMMANDS.find((each) => each.name === name)!,
      rest,
    );
    expect(() => parse(command, argv)).not.toThrow();
  },
);
