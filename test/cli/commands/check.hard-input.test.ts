import { chmodSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, filesIn, serviceYaml } from '../../support/cli';

/** Checks one file beside a Service that holds 30009, and says how it went. */
async function checked(content: string | Uint8Array, name = 'b.yaml') {
  const { code, stdout, stderr } = await cli(['check', '.'], {
    cwd: filesIn({ 'a.yaml': serviceYaml('holder', 30009), [name]: content }),
  });
  return {
    code,
    stderr,
    stdout,
    found: [...stdout.matchAll(/^(\S+): \w+: .*\(([a-z-]+)\)$/gm)].map(([, place, finding]) => `${place} ${finding}`),
  };
}

const clash = serviceYaml('b', 30009);
/** Levels of aliases, each of which stands for nine of the level before. */
function bomb(level: (aliases: string) => string, levels = 30): string {
  return Array.from(
    { length: levels },
    (_, index) => `a${index + 1}: &a${index + 1} ${level(Array(9).fill(`*a${index}`).join(', '))}\n`,
  ).join('');
}

/** The user of that name. */
const NOBODY = 65534;

describe('input that is hard to read', () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ['Windows line ends', clash.replace(/\n/g, '\r\n'), ['b.yaml:8:17 port-taken']],
    ['a byte order mark', `\ufeff${clash}`, ['b.yaml:8:17 port-taken']],
    ['a byte order mark behind a marker', `# x\n---\n\ufeff${clash}`, ['b.yaml:10:17 port-taken']],
    ['UTF-16, little-endian', Buffer.from(`\ufeff${clash}`, 'utf16le'), ['b.yaml:8:17 port-taken']],
    ['UTF-16, big-endian', Buffer.from(`\ufeff${clash}`, 'utf16le').swap16(), ['b.yaml:8:17 port-taken']],
    ['UTF-16 without a mark', Buffer.from(clash, 'utf16le'), ['b.yaml:8:17 port-taken']],
    ['nothing', '', []],
    ['nothing but markers', '---\n---\n...\n---\n', []],
    ['null documents', 'null\n---\n~\n', []],
    ['a node port as a text', serviceYaml('b', '"30009"'), ['b.yaml:8:17 not-a-port']],
    ['a node port as a fraction', serviceYaml('b', '30009.5'), ['b.yaml:8:17 not-a-port']],
    ['a node port as 1e9', serviceYaml('b', '1e9'), ['b.yaml:8:17 outside-range']],
    ['a node port as a map', serviceYaml('b', '{ a: 1 }'), ['b.yaml:8:17 not-a-port']],
    ['a negative node port', serviceYaml('b', '-1'), ['b.yaml:8:17 outside-range']],
    ['a node port in hexadecimal', serviceYaml('b', '0x7539'), ['b.yaml:8:17 port-taken']],
    ['an octal node port in YAML 1.1', serviceYaml('b', '072471'), ['b.yaml:8:17 port-taken']],
    [
      'keys of JavaScript',
      clash.replace('metadata: {', 'metadata: { __proto__: { name: evil }, constructor: 1,'),
      ['b.yaml:8:17 port-taken'],
    ],
    ['a key of JavaScript at the top', `__proto__: { kind: Deployment }\n${clash}`, ['b.yaml:9:17 port-taken']],
    [
      'an anchor',
      serviceYaml('b', '&p 30009').replace('port: 80', 'name: x\n      port: 80') +
        '    - { name: z, port: 81, nodePort: *p }\n',
      ['b.yaml:9:20 port-taken', 'b.yaml:10:38 port-repeated'],
    ],
    [
      'a merged map',
      'apiVersion: v1\nkind: Service\nmetadata: { name: b }\nbase: &base\n  type: NodePort\n  ports: [{ port: 80, ' +
        'nodePort: 30009 }]\nspec:\n  <<: *base\n',
      ['b.yaml:6:33 port-taken'],
    ],
    [
      'flow style',
      '{apiVersion: v1, kind: Service, metadata: {name: b}, spec: {type: NodePort, ports: [{port: 80, nodePort: ' +
        '30009}]}}',
      ['b.yaml:1:106 port-taken'],
    ],
    ['a directive', `%YAML 1.1\n---\n${clash}`, ['b.yaml:10:17 port-taken']],
    ['directives between documents', `a: 1\n...\n%YAML 1.1\n---\n${clash}`, ['b.yaml:12:17 port-taken']],
    [
      'documents of JSON one after the other',
      '{}\n{"apiVersion":"v1","kind":"Service","metadata":{"name":"b"},"spec":{"type":"NodePort",' +
        '"ports":[{"port":80,"nodePort":30009}]}}{}',
      ['b.yaml:2:118 port-taken'],
    ],
    [
      'a Service with items, which kubectl reads instead of it',
      '{"apiVersion":"v1","kind":"Service","items":[{"metadata":{"name":"b","namespace":"default"},' +
        '"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30009}]}}]}',
      ['b.yaml:1:150 port-taken'],
    ],
    ['a marker with text behind it', `--- # b\n${clash}`, ['b.yaml:9:17 port-taken']],
    [
      'a marker inside a literal block',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    ---\n    kind: Service\n---\n${clash}`,
      ['b.yaml:15:17 port-taken'],
    ],
  ])('%s is read', async (_, content, findings) => {
    const { code, found, stderr } = await checked(content);
    expect({ found, stderr }).toEqual({ found: findings, stderr: '' });
    expect(code).toBe(findings.length > 0 ? 2 : 0);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    [
      'truncated YAML',
      `${clash}---\nkind: Service\nspec: {ports: [`,
      /^cdk8s-nodeport: b\.yaml:11:16: kubectl cannot read this YAML.*: a value is expected here/,
    ],
    [
      'a tab',
      `${clash}---\nkind: Service\nspec:\n\tports: 1\n`,
      /^cdk8s-nodeport: b\.yaml:12:1: kubectl cannot read this YAML.*: a tab is used for indentation/,
    ],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(clash), Buffer.from('---\nkind: Service # \xff\n', 'latin1')]),
      /^cdk8s-nodeport: b\.yaml:9:1: it is not UTF-8/,
    ],
    [
      'brackets nested too deep',
      `${clash}---\nkind: Service\nx: ${'['.repeat(50_000)}`,
      /^cdk8s-nodeport: b\.yaml:11:502: it is too complex to check: it is nested more than 500 levels deep/,
    ],
    [
      'an alias without an anchor',
      `${clash}---\nkind: Service\nx: *gone\n`,
      /^cdk8s-nodeport: b\.yaml:11:4: kubectl cannot read this YAML.*: an alias refers to an anchor/,
    ],
    [
      'a tag that does not match its value',
      `${clash}---\nkind: Service\nx: !!int soon\n`,
      /^cdk8s-nodeport: b\.yaml:11:10: kubectl cannot read this YAML.*: a tag does not match its value/,
    ],
    [
      'a map as a key',
      `${clash}---\nkind: Service\n? [a, b]\n: 1\n`,
      /^cdk8s-nodeport: b\.yaml:11:3: kubectl cannot read this YAML.*: a map or a list is used as a key/,
    ],
    [
      'a cycle of aliases',
      `${clash}---\napiVersion: v1\nkind: Service\nx: &x [*x]\n`,
      /^cdk8s-nodeport: b\.yaml:12:7: it is too complex to check: its aliases expand too far, or form a cycle/,
    ],
    [
      'a bomb of aliases',
      `${clash}---\napiVersion: v1\nkind: Service\na0: &a0 {x: 1}\n${bomb((aliases) => `[${aliases}]`)}`,
      /^cdk8s-nodeport: b\.yaml:\d+:\d+: it is too complex to check: its aliases expand too far, or form a cycle/,
    ],
    [
      'a bomb of merges',
      `${clash}---\napiVersion: v1\nkind: Service\na0: &a0 ` +
        `{${Array.from({ length: 100 }, (_, index) => `x${index}: 1`).join(', ')}}\n` +
        `${bomb((aliases) => `{ <<: [${aliases}] }`, 400)}`,
      /^cdk8s-nodeport: b\.yaml:\d+:\d+: it is too complex to check: it merges more than 100000 keys/,
    ],
  ])('%s is reported, and the rest is checked', async (_, content, says) => {
    const { code, found, stderr } = await checked(content);
    expect(stderr).toMatch(says);
    expect({ code, lines: stderr.trim().split('\n').length, found }).toEqual({
      code: 3,
      lines: 1,
      found: ['b.yaml:' + (String(content).includes('kind: Service\nspec:\n  type') ? 9 : 8) + ':17 port-taken'],
    });
  });

  test.each([
    ['at the top', clash.replace('spec:', 'kind: Service\nspec:'), '4:1', 'kind', 9],
    ['in a port', clash.replace('nodePort: 30009', 'nodePort: 30001\n      nodePort: 30009'), '9:7', 'nodePort', 9],
    [
      'in JSON',
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"b"},"spec":{"type":"NodePort",' +
        '"ports":[{"port":80,"nodePort":30001,"nodePort":30009}]}}',
      '1:124',
      'nodePort',
      1,
    ],
  ])('a key that is repeated %s is reported, and its last value counts', async (_, content, place, key, line) => {
    const { code, stderr, found } = await checked(content);
    expect(stderr).toBe(
      `cdk8s-nodeport: warning: b.yaml:${place}: the key "${key}" is repeated, and only its last value ` +
        `counts. Remove all but one.\n`,
    );
    expect({ code, found }).toEqual({
      code: 2,
      found: [expect.stringMatching(new RegExp(`^b\\.yaml:${line}:\\d+ port-taken$`))],
    });
  });

  test('a binary file is reported', async () => {
    const { code, stderr } = await checked(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'cdk8s-nodeport: b.yaml: it is a binary file. Name manifests only.\n',
    });
  });

  test.each([
    [
      'of a chart',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "x" . }}\nspec:\n  {{- if .Values.y }}\n  ' +
        'type: NodePort\n  {{- end }}\n',
    ],
    ['of Jinja', 'apiVersion: v1\nkind: Service\n{% if wanted %}\nspec: { type: NodePort }\n{% endif %}\n'],
    ['of ERB', 'apiVersion: v1\nkind: Service\n<% if wanted %>\nspec: { type: NodePort }\n<% end %>\n'],
    ['that happens to be YAML', serviceYaml('b', '{{ .Values.port }}')],
    [
      'that happens to be YAML in a name',
      serviceYaml('b-{{ .Release.Name }}', 30009).replace(
        '{ name: b-{{ .Release.Name }}, namespace: default }',
        '\n  name: b-{{ .Release.Name }}',
      ),
    ],
  ])('a template %s is reported and left out, without an error', async (_, content) => {
    const { code, stderr, found } = await checked(content);
    expect({ code, found, stderr }).toEqual({
      code: 0,
      found: [],
      stderr:
        'cdk8s-nodeport: warning: b.yaml:1:1: it is a template that has to be rendered first, so it was ' +
        'skipped. Check what it renders: helm template CHART | cdk8s-nodeport check -.\n',
    });
  });

  test('braces inside quotes do not make a template', async () => {
    expect((await checked(clash.replace('namespace: default', 'annotations: { x: "{{ $labels.x }}" }'))).found).toEqual(
      ['b.yaml:8:17 port-taken'],
    );
  });

  test('names never reach a terminal unescaped', async () => {
    const { stdout, found } = await checked(clash.replace('name: b', 'name: "\\e[31mred\\u202e\\u009b"'));
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain('default/\\x1b[31mred\\u202e\\x9b');
    expect(found).toEqual(['b.yaml:8:17 port-taken']);
    const json = await cli(['check', '-', '-f', 'json'], {
      stdin: clash.replace('name: b', 'name: "\\e[31m\\x9b"').replace('30009', '31009'),
    });
    expect(json.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(JSON.parse(json.stdout).findings[0].service).toBe('default/\u001b[31m\u009b');
  });

  test('a name of 10,000 characters is cut in the middle', async () => {
    const { stdout, found } = await checked(clash.replace('name: b', `name: ${'n'.repeat(10_000)}`));
    expect(found).toEqual(['b.yaml:8:17 port-taken']);
    expect(stdout.length).toBeLessThan(1_000);
  });

  test('a name is cut between characters, not within one', async () => {
    const { stdout } = await checked(clash.replace('name: b', `name: ${'x\u{1f600}'.repeat(500)}`));
    expect(stdout).toContain('…');
    expect(stdout).not.toMatch(/\p{Cs}/u);
  });

  (canBeNobody() ? test : test.skip)(
    'a folder and a file that cannot be read are named, and the rest is checked',
    async () => {
      const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b/b.yaml': clash, 'c.yaml': clash }, openFolder());
      chmodSync(cwd, 0o755);
      // Once as whoever runs this, so that nothing is left to load for somebody who may not even enter the folder of
      // this project.
      expect((await cli(['check', '.'], { cwd })).code).toBe(2);
      for (const path of ['b', 'c.yaml']) chmodSync(join(cwd, path), 0);
      const { code, stdout, stderr } = await asNobody(() => cli(['check', '.'], { cwd }));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '1 Service in 2 files: no findings.\n' });
      expect(stderr).toMatch(
        /^cdk8s-nodeport: b: it cannot be read: EACCES.*\. Make it readable.*\ncdk8s-nodeport: c\.yaml: it cannot be read: EACCES.*\n$/,
      );
    },
  );
});

/** Root may read everything, so for a while it is somebody else. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid!(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

/** Whether root can give up its rights, which it cannot in a container that knows no other user. */
function canBeNobody(): boolean {
  if (process.geteuid?.() !== 0) return true;
  try {
    process.seteuid!(NOBODY);
    process.seteuid!(0);
    return true;
  } catch {
    return false;
  }
}

/** A folder for temporary files that everybody may enter, whatever this run was given for its own. */
function openFolder(): string {
  return [tmpdir(), '/tmp', '/var/tmp'].find(mayOthersEnter) ?? tmpdir();
}

function mayOthersEnter(folder: string): boolean {
  return (
    (process.geteuid?.() !== 0 || statSync(folder).mode % 2 === 1) &&
    (dirname(folder) === folder || mayOthersEnter(dirname(folder)))
  );
}
