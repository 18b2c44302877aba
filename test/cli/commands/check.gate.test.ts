import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn, serviceYaml } from '../../support/cli';

/**
 * Ways to write a Service that kubectl creates, each of which a careless reader passes over; the fuzzing of documents
 * starts there too.
 */
const CORPUS = join(__dirname, '..', '..', 'differential', 'corpus');

const holder = serviceYaml('holder', 30009);

async function checked(content: string | Buffer) {
  const cwd = filesIn({ 'a.yaml': holder, 'b.yaml': content as string });
  const { code, stdout, stderr } = await cli(['check', '.', '--no-config'], { cwd });
  return {
    code,
    stderr,
    found: [...stdout.matchAll(/^(\S+?):[\d:]+ \w+: .*\(([a-z-]+)\)$/gm)].map(
      ([, file, finding]) => `${file} ${finding}`,
    ),
  };
}

describe('a Service cannot get past the gate', () => {
  test.each([
    'binary-kind',
    'binary-version',
    'binary-key',
    'comment-ends-at-return',
    'comment-ends-at-line-separator',
    'comment-ends-at-next-line',
    'items-of-another-kind',
    'list-with-braces',
  ])('by %s', async (name) => {
    expect(await checked(readFileSync(join(CORPUS, `${name}.yaml`)))).toEqual({
      code: 2,
      stderr: '',
      found: ['b.yaml port-taken'],
    });
  });

  test('in any text of the corpus: it is checked, or the text is reported', async () => {
    for (const name of readdirSync(CORPUS).filter((each) => each !== 'others.yaml')) {
      const { stderr, stdout } = await cli(['check', name, '--no-config'], { cwd: CORPUS });
      expect(`${name}: ${stdout}${stderr}`).toMatch(/[1-9] Services? in 1 file|template|kubectl cannot read this YAML/);
    }
  });
});

const ports = (text: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: ${text}\n`;

describe('YAML that kubectl accepts is read', () => {
  test.each([
    [
      'a text in quotes that continues at the indentation of its key',
      ports('[{port: 80, nodePort: 30009}]').replace(
        '{name: web}',
        '\n  name: web\n  annotations:\n    neg: \'{\n      "ingress": true\n    }\'',
      ),
    ],
    ['brackets that close at the indentation of their key', ports('[\n  {port: 80, nodePort: 30009}\n  ]')],
    ['hexadecimal with a capital X', ports('[{port: 80, nodePort: 0X7539}]')],
    ['octal in YAML 1.2', ports('[{port: 80, nodePort: 0o72471}]')],
    ['octal in YAML 1.1', ports('[{port: 80, nodePort: 072471}]')],
    ['a number with underscores', ports('[{port: 80, nodePort: 30_009}]')],
    ['a number that is tagged as a fraction', ports('[{port: 80, nodePort: !!float 30009}]')],
    ['a fraction that is whole', ports('[{port: 80, nodePort: 30009.0}]')],
    ['a fraction with an exponent', ports('[{port: 80, nodePort: 3.0009e4}]')],
    ['a kind of two lines', ports('[{port: 80, nodePort: 30009}]').replace('Service', '"Ser\\\n  vice"')],
  ])('%s', async (_, content) => {
    expect(await checked(content)).toEqual({ code: 2, stderr: '', found: ['b.yaml port-taken'] });
  });

  test('a repeated key is reported with a warning, and its last value counts', async () => {
    const { code, stderr, found } = await checked(
      ports('[{port: 80, nodePort: 30001, nodePort: 30009}]').replace(
        '{name: web}',
        '\n  labels: {a: b}\n  name: web\n  labels: {a: b}',
      ),
    );
    expect({ code, found }).toEqual({ code: 2, found: ['b.yaml port-taken'] });
    expect(stderr).toMatch(
      /^cdk8s-nodeport: warning: b\.yaml:\d+:\d+: the key "\w+" is repeated, and only its last value counts\./,
    );
  });

  test('the objects of an OpenShift Template are Services like any others', async () => {
    const service = (name: string) =>
      `- apiVersion: v1\n  kind: Service\n  metadata: {name: ${name}}\n  spec: {type: NodePort, ports: [{port: ` +
      `80, nodePort: 30010}]}\n`;
    const { code, found } = await checked(
      `apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: ` +
        `t}\nobjects:\n${service('a')}${service('b')}`,
    );
    expect({ code, found }).toEqual({ code: 2, found: ['b.yaml port-taken'] });
  });
});

/** JSON with some depth. */
const nested = (open: string, close: string, depth: number) =>
  open.repeat(depth) + '{"apiVersion":"v1","kind":"Service"}' + close.repeat(depth);
const LIST = '{"apiVersion":"v1","kind":"List","items":[';
const levels = (count: number, level: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${level(index)}\n`).join('');
const mergeBomb =
  `a0: &a0 {q: 1}\n${levels(15, (index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}]}`)}` +
  `z: &z {ports: ` +
  `[${Array.from(
    { length: 20 },
    (_, index) => `{name: p${index}, port: ${80 + index}, nodePort: ${30000 + index}}`,
  ).join(', ')}]}\n` +
  'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  <<: [*a15, *z]\n  type: NodePort\n';

describe('a document that would cost too much is skipped and named, and those around it are checked', () => {
  test.each<[string, string, RegExp]>([
    ['lists that nest 5,000 deep in JSON', nested(LIST, ']}', 5_000), /too complex.*more than 500 levels deep/],
    [
      'documents of JSON with 2,000 levels',
      Array(4)
        .fill(`{"kind":"Service","x":${'{"a":['.repeat(1_000)}${']}'.repeat(1_000)}}`)
        .join('\n---\n'),
      /too complex.*levels deep/,
    ],
    ['brackets that are never closed', `kind: Service\nx: ${'['.repeat(20_000)}`, /too complex.*levels deep/],
    ['braces that are never closed', `kind: Service\nx: ${'{a: '.repeat(20_000)}`, /too complex.*levels deep/],
    ['lists of lists in one line', `kind: Service\nx:\n${'- '.repeat(20_000)}a`, /too complex.*levels deep/],
    ['keys of keys', `apiVersion: v1\nkind: Service\nx:\n ${'? '.repeat(600)}a`, /a map or a list is used as a key/],
    [
      'aliases that unfold to a million values',
      `apiVersion: v1\nkind: Service\na0: &a0 ` +
        `[1]\n${levels(20, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`)}`,
      /too complex.*aliases/,
    ],
    [
      'items that are aliases of lists of aliases',
      `apiVersion: v1\nkind: List\nx: &x {apiVersion: v1, kind: Service}\ny: &y {items: ` +
        `[${'*x, '.repeat(300)}]}\nitems: [${'*y, '.repeat(300)}]`,
      /too complex.*aliases/,
    ],
    [
      'a Service of 100,000 ports',
      `apiVersion: v1\nkind: Service\nspec: {ports: [${'{},'.repeat(100_000)}]}`,
      /too complex.*its Service has more than 5000 ports/,
    ],
    [
      'maps that merge one another in a chain',
      `apiVersion: v1\nkind: Service\na0: &a0 {k: ` +
        `1}\n${levels(3_000, (index) => `a${index + 1}: &a${index + 1} {<<: *a${index}, k${index}: 1}`)}spec:\n  ` +
        `<<: *a3000\n`,
      /too complex/,
    ],
  ])('%s', async (_, content, says) => {
    const { code, stderr, found } = await checked(`${content}\n---\n${serviceYaml('b', 30009)}`);
    expect({ code, found }).toEqual({ code: 3, found: ['b.yaml port-taken'] });
    expect(stderr).toMatch(says);
  });

  test('maps that merge each other fifteen levels deep are read, and findings point to their ports', async () => {
    const { code, found } = await checked(mergeBomb);
    expect({ code, found }).toEqual({ code: 2, found: ['b.yaml port-taken'] });
  });

  test('a port whose value is a map is reported, even if the map cannot be printed', async () => {
    for (const port of ['{a: 1}', '{toString: 1, valueOf: 2}', '[[80]]']) {
      const { code, found, stderr } = await checked(ports(`[{port: ${port}, nodePort: ${port}}]`));
      expect({ code, found, stderr }).toEqual({
        code: 2,
        stderr: '',
        found: expect.arrayContaining(['b.yaml not-a-port']),
      });
    }
  });

  test('empty lines before a brace are read only once', async () => {
    const { code, stderr } = await checked(
      `apiVersion: v1\nkind: Service\nx: a\n${'\n'.repeat(100_000)} b\ny: [\n z: {{`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('a template') });
  });

  test.each(['text', 'json', 'sarif', 'markdown'])('a long name does not make a long report in %s', async (format) => {
    const entries = Array.from({ length: 500 }, (_, index) => ({
      name: 'p'.repeat(1_000) + index,
      port: index + 1,
      nodePort: 31000 + index,
    }));
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'n'.repeat(1e5) },
      spec: { type: 'NodePort', ports: entries },
    };
    const { stdout } = await cli(['check', '-', '--no-config', '-f', format], { stdin: JSON.stringify(service) });
    expect(stdout.length).toBeLessThan(1_500_000);
  });

  test('a name of six megabytes is cut in its middle', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'n'.repeat(6e6), namespace: 'x' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] },
    };
    const { code, found } = await checked(JSON.stringify(service));
    expect({ code, found }).toEqual({ code: 2, found: ['b.yaml port-taken'] });
  });

  test('a report lists a limited number of findings and counts the others', async () => {
    const portsFrom = (first: number) =>
      Array.from({ length: 3_000 }, (_, index) => ({ port: index + 1, nodePort: first + index }));
    const services = ['a', 'b'].map((name, index) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { type: 'NodePort', ports: portsFrom(1 + 3_000 * index) },
    }));
    const { code, stdout, stderr } = await cli(['check', '-', '--no-config'], {
      stdin: services.map((each) => JSON.stringify(each)).join('\n'),
    });
    expect(stdout.split('\n').length).toBe(5_002);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/\d+ more findings are not listed/),
    });
  });
});
