import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { ExitCode } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { signature } from '../../lib/cli/help';
import { parse } from '../../lib/cli/parse';
import { readConfig } from '../../lib/io/config-file';
import { FORMATS } from '../../lib/report/formats';
import { cli, filesIn, serviceYaml } from '../support/cli';

const page = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');

/** The rows of the first table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const [, text] = page.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const [rows] = /(?:^\|.*\n)+/m.exec(text)!;
  return rows.trim().split('\n').slice(2).map((row) => row.slice(2, -2).split(' | ').map((cell) => cell.replace(/\\\|/g, '|').replace(/^`(.*)`$/, '$1')));
}

/** The blocks of one language, in order. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text);
}

/** Every call that a text shows, as what was typed behind the name of the tool. */
function callsIn(text: string): string[] {
  return [...text.matchAll(/cdk8s-nodeport ((?:check|bands|explain|lock|completion)\b[^\n|>)]*)/g)].map(([, call]) => call.trim());
}

/** The words of a call, without the quotes of the shell. */
function wordsOf(call: string): string[] {
  return [...call.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replace(/'/g, ''));
}

describe('the page of the command line', () => {
  test('has the commands that there are', () => {
    expect(tableUnder('Commands')).toEqual(COMMANDS.map(({ name, summary }) => [name, summary]));
  });

  test.each(COMMANDS.filter(({ options }) => Object.keys(options).length > 0))('has the options of $name', ({ name, options }) => {
    expect(tableUnder(name)).toEqual(Object.entries(options).map(([option, spec]) => [signature(option, spec), spec.help]));
  });

  test('has the formats that there are', () => {
    expect(tableUnder('Formats').map(([format]) => format)).toEqual([...FORMATS]);
  });

  test('has the exit codes that there are', () => {
    expect(tableUnder('Exit codes').map(([code]) => Number(code))).toEqual(Object.values(ExitCode).filter((code) => typeof code === 'number'));
  });

  test('shows a description of the cluster that can be read', () => {
    expect(readConfig('nodeports.yaml', filesIn({ 'nodeports.yaml': blocks('yaml')[0] }), true)).toMatchObject({ isStrict: true, description: { cluster: 'prod' } });
  });

  test('shows a hook and a workflow that are YAML', () => {
    const [, hook, workflow] = blocks('yaml').map((text) => parseYaml(text));
    expect(hook.repos[0].hooks[0]).toMatchObject({ entry: 'npx cdk8s-nodeport check manifests/', pass_filenames: false });
    expect(Object.keys(workflow.jobs)).toEqual(['node-ports']);
  });

  test('shows what a clash looks like', async () => {
    const named = (name: string, namespace: string, port: string) => serviceYaml(name, 30009, namespace).replace('- port: 80', `- name: ${port}\n      port: 80`);
    const cwd = filesIn({ 'storage.yaml': named('minio', 'storage', 'api'), 'edge.yaml': named('ingress', 'edge', 'quic') });
    const { stdout } = await cli(['check', '.'], { cwd });
    expect(stdout).toBe(blocks('text')[0]);
  });
});

const examples = COMMANDS.flatMap(({ examples: lines }) => lines.map(({ line }) => line)).join('\n');

test.each([...callsIn(page), ...callsIn(examples)].filter((call) => !call.endsWith('CODE') && !call.includes('`')))('%s can be typed', (call) => {
  const [name, ...argv] = wordsOf(call);
  const command = COMMANDS.find((each) => each.name === name)!;
  expect(() => parse(command, argv)).not.toThrow();
});
