import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './support/pages';
import { CONFIG_FIELDS } from '../lib/io/records/config-file';

const ROOT = join(__dirname, '..');
const page = read('CONTRIBUTING.md');
const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);

/** What commands build, so that a fresh clone lacks it. */
const BUILT = /^(bundle|dist|site\/dist)\//;

/** A path from the root of the repository, or a name of a file there. */
const PATH = /^[\w.]+\/[\w.<>/-]*$|^[A-Z]+\.md$|^\.\w+rc\.ts$/;

/** Paths of the repository that match a path with placeholders, such as `lib/report/<format>.ts`. */
function matching(path: string): string[] {
  return path.split('/').reduce<string[]>(
    (folders, part) => {
      const pattern = new RegExp(`^${part.replace(/[.]/g, '\\.').replace(/<\w+>/g, '[\\w-]+')}$`);
      return folders
        .filter((folder) => statSync(join(ROOT, folder)).isDirectory())
        .flatMap((folder) => (part === '' ? [folder] : entriesOf(folder, pattern)));
    },
    ['.'],
  );
}

function entriesOf(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}

/** The scripts of package.json that some commands run. */
function scriptsIn(commands: readonly string[]): string[] {
  return commands.flatMap((command) => /^npm (?:run )?([\w:]+)/.exec(command)?.[1] ?? []);
}

/** The fields of an interface, from its source, without their `?`. */
function fieldsOf(file: string, name: string): string[] {
  const [, body] = new RegExp(`^export interface ${name}\\b.*?\\{\\n(.*?)^\\}`, 'ms').exec(read(file))!;
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field]) => field);
}

test('every file and folder that the page names exists', () => {
  const paths = quoted
    .filter((text) => !text.startsWith('npm run mutants'))
    .flatMap((text) => text.split(' '))
    .filter((text) => PATH.test(text) && !BUILT.test(`${text}/`));
  expect(paths.filter((path) => matching(path).length === 0)).toEqual([]);
  expect(paths.length).toBeGreaterThan(30);
});

test('every command that the page names exists, and the page names every command of the gate', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const named = scriptsIn(quoted);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  expect(scriptsIn(read('.ci/run').split('\n')).filter((name) => !named.includes(name))).toEqual([]);
  const tasks = Object.keys(JSON.parse(read('.projen/tasks.json')).tasks);
  const projen = [...page.matchAll(/\bnpx projen (\w+)/g)].map(([, name]) => name);
  expect(projen.filter((name) => !tasks.includes(name))).toEqual([]);
});

describe('every property of a cluster has its field in', () => {
  const properties = fieldsOf('lib/core/cluster/cluster-profile.ts', 'ClusterDescription');
  // The plugin of cdk8s-cli chooses no ports, so it need not know which to avoid.
  const judged = properties.filter((name) => name !== 'avoidPorts');

  test.each([
    ['lib/constructs/node-port-registry-props.ts', 'NodePortRegistryProps', properties],
    ['lib/ports/port-book-options.ts', 'PortBookOptions', properties],
    ['lib/plugin/node-port-validation.ts', 'NodePortValidationProps', judged],
  ])('%s', (file, name, expected) => {
    expect(fieldsOf(file, name)).toEqual(expect.arrayContaining(expected));
  });

  test('nodeports.yaml', () => {
    expect(CONFIG_FIELDS).toEqual(expect.arrayContaining(properties));
  });
});
