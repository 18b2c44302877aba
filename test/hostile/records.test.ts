import { filesIn, cli, serviceYaml } from '../support/cli';

const KEYS = Array.from({ length: 20_000 }, (_, index) => `k${index}: v\n`).join('');

/** Texts on which a general reader of YAML takes very long, overflows the stack, or uses much memory. */
const HOSTILE: Readonly<Record<string, string>> = {
  'question marks': `x: ${'? '.repeat(20_000)}a\n`,
  'question marks at the top': `${'? '.repeat(20_000)}a\n`,
  'brackets': `x: ${'['.repeat(20_000)}`,
  'braces': `x: ${'{a: '.repeat(20_000)}`,
  'dashes': `x:\n ${'- '.repeat(20_000)}a\n`,
  'many keys': KEYS,
  'keys that are lists': `${'? [a, b]\n: c\n'.repeat(5_000)}`,
  'aliases that double': `a0: &a0 [v]\n${Array.from(
    { length: 40 },
    (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`,
  ).join('')}`,
  'merges that double': `a0: &a0 {k: v}\n${Array.from(
    { length: 40 },
    (_, index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}]}\n`,
  ).join('')}`,
};

/** Each kind of record, with the start of its text and a command that reads it. */
const RECORDS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a description of the cluster', 'nodeports.yaml', '', ['check', 'web.yaml']],
  ['a lock', 'nodeports.lock.yaml', 'version: 1\nclusters:\n', ['lock', 'list']],
  ['a snapshot', 'prod.snapshot.yaml', 'version: 2\n', ['plan', 'web.yaml', '--live', 'prod.snapshot.yaml']],
];

const CASES = RECORDS.flatMap(([what, file, head, command]) =>
  Object.entries(HOSTILE).map(([name, text]) => [what, name, file, head + text, command] as const),
);

test.each(CASES)('%s with %s is refused, and the message names it', async (_what, _name, file, text, command) => {
  const cwd = filesIn({ 'web.yaml': serviceYaml('web', 30009), [file]: text });
  const { code, stderr } = await cli(command, { cwd });
  expect(code).not.toBe(0);
  expect(stderr).toContain(file);
  expect(stderr.length).toBeLessThan(10_000);
});

test('a snapshot that no cluster would print is refused, in YAML as well', async () => {
  const { code, stderr } = await cli(['snapshot', '-'], { stdin: HOSTILE['aliases that double'] });
  expect(code).not.toBe(0);
  expect(stderr).toContain('aliases expand too far');
});

test('a kustomization that is hard to read does not keep other files from being checked', async () => {
  const cwd = filesIn({ 'web.yaml': serviceYaml('web', 40009), 'kustomization.yaml': HOSTILE['question marks'] });
  const { code, stdout } = await cli(['check', '.', '--no-config'], { cwd });
  expect(code).not.toBe(0);
  expect(stdout).toContain('40009');
});

test('words that only YAML 1.1 reads as another type are texts in a record', async () => {
  const files = { 'web.yaml': serviceYaml('web', 30009), 'nodeports.yaml': 'cluster: on\n' };
  const { code } = await cli(['check', 'web.yaml'], { cwd: filesIn(files) });
  expect(code).toBe(0);
});
