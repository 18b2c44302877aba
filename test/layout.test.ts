import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const ROOT = join(__dirname, '..');

interface Linted {
  readonly rules: Readonly<Record<string, readonly unknown[]>>;
}

const eslint = new LegacyESLint({
  cwd: ROOT,
  overrideConfig: {
    // What is planted needs no types, which take seconds to read.
    parserOptions: { project: null },
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' },
    // The shortcut over components reads files from disk, so it would not see what is planted.
    overrides: [
      { files: ['lib/**/*.ts', 'page/**/*.ts'], rules: { 'import/no-cycle': ['error', { disableScc: true }] } },
    ],
  },
});

test('lint refuses cycles', async () => {
  const { rules } = (await new LegacyESLint({ cwd: ROOT }).calculateConfigForFile('lib/index.ts')) as Linted;
  expect(rules['import/no-cycle'][0]).toBe('error');
});

/** The import rules that lint applies to a line planted in a file of the library. */
async function complaints(file: string, line: string): Promise<(string | null)[]> {
  const [{ messages }] = await eslint.lintText(`${line}\nexport const used = planted;\n`, {
    filePath: join(ROOT, file),
  });
  return messages.map(({ ruleId }) => ruleId).filter((rule) => rule?.includes('import'));
}

describe('a wrong import fails lint', () => {
  test.each([
    ['lib/core/cluster/bands.ts', "import { App as planted } from 'cdk8s';", 'no-restricted-imports'],
    ['lib/core/cluster/bands.ts', "import { Construct as planted } from 'constructs';", 'no-restricted-imports'],
    ['lib/core/cluster/bands.ts', "import * as planted from 'node:fs';", 'no-restricted-imports'],
    ['lib/core/cluster/bands.ts', "import * as planted from 'fs';", 'no-restricted-imports'],
    ['lib/core/cluster/bands.ts', "import * as planted from 'yaml';", 'no-restricted-imports'],
    ['lib/constructs/synth/cluster.ts', "import * as planted from 'node:fs';", 'no-restricted-imports'],
    [
      'lib/constructs/synth/cluster.ts',
      "import * as planted from 'cdk8s-plus-27/lib/service';",
      'no-restricted-imports',
    ],
    ['lib/plugin/judgment.ts', "import { App as planted } from 'cdk8s';", 'no-restricted-imports'],
    [
      'lib/plugin/judgment.ts',
      "import { clusterOf as planted } from '../constructs/synth/cluster';",
      'import/no-restricted-paths',
    ],
    [
      'lib/core/cluster/bands.ts',
      "import { clusterOf as planted } from '../../constructs/synth/cluster';",
      'import/no-restricted-paths',
    ],
    ['lib/core/cluster/bands.ts', "import { PortRange as planted } from '../../index';", 'import/no-restricted-paths'],
    ['lib/constructs/synth/cluster.ts', "import { PortRange as planted } from '../..';", 'import/no-restricted-paths'],
    [
      'lib/constructs/synth/cluster.ts',
      "import { tempApp as planted } from '../../../test/support/apps';",
      'import/no-restricted-paths',
    ],
    [
      'lib/core/cluster/bands.ts',
      "import { Ledger as planted } from '../ledger/ledger';",
      'import/no-restricted-paths',
    ],
    ['lib/core/plan/plan.ts', "import { Ledger as planted } from '../ledger/ledger';", 'import/no-restricted-paths'],
    [
      'lib/io/files/atomic-file.ts',
      "import { LockFile as planted } from '../records/lock-file';",
      'import/no-restricted-paths',
    ],
    [
      'lib/constructs/synth/cluster.ts',
      "import { NodePortRegistry as planted } from '../node-port-registry';",
      'import/no-restricted-paths',
    ],
    ['lib/core/cluster/port-range.ts', "import { NodePortBands as planted } from './bands';", 'import/no-cycle'],
    ['lib/map/scene.ts', "import { printable as planted } from '../report/columns';", 'import/no-restricted-paths'],
    ['lib/map/scene.ts', "import * as planted from 'node:fs';", 'no-restricted-imports'],
    ['lib/map/scene.ts', "import { copyText as planted } from '../../page/clipboard';", 'import/no-restricted-paths'],
    ['page/gestures.ts', "import { MapPage as planted } from './map-page';", 'import/no-cycle'],
    [
      'page/gestures.ts',
      "import type { MapPage as planted } from './map-page';",
      '@typescript-eslint/consistent-type-imports',
    ],
    [
      'page/tools.ts',
      "import { readPageAssets as planted } from '../lib/io/files/page-assets';",
      'import/no-restricted-paths',
    ],
  ])('%s: %s', async (file, line, rule) => {
    expect(await complaints(file, line)).toContain(rule);
  });
});

test.each([
  ['lib/constructs/synth/cluster.ts', "import { PortRange as planted } from '../../core/cluster/port-range';"],
  ['lib/constructs/synth/cluster.ts', "import { App as planted } from 'cdk8s';"],
  ['lib/core/ledger/ledger.ts', "import { NodePortBands as planted } from '../cluster/bands';"],
])('an allowed import passes: %s: %s', async (file, line) => {
  expect(await complaints(file, line)).toEqual([]);
});

describe('test/ mirrors lib/', () => {
  const inside = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const files = inside('lib').filter((file) => /(?<!\.d)\.ts$/.test(file));
  const tests = inside('test').filter((file) => file.endsWith('.test.ts'));
  // Besides the tests of a file, `assign.test.ts`, there are those of one topic: `assign.output.test.ts`.
  const tested = (test: string) => test.replace(/\.[^/]*$/, '.ts');

  test.each(['core', 'cli', 'constructs', 'io', 'map', 'plugin', 'ports', 'report'])(
    'every test in test/%s is named after a file of lib',
    (folder) => {
      const own = tests.filter((file) => file.startsWith(`${folder}/`));
      expect(own.filter((file) => !files.includes(tested(file)))).toEqual([]);
    },
  );

  test('every file of lib/core that contains functions has its test', () => {
    const core = files.filter((file) => file.startsWith('core/') && containsFunctions(join(ROOT, 'lib', file)));
    const twins = new Set(tests.filter((file) => /^[^.]*(\.property)?\.test\.ts$/.test(file)).map(tested));
    expect(core.filter((file) => !twins.has(file))).toEqual([]);
  });
});

/** Whether anything in a file can be called, once its types are gone. */
function containsFunctions(path: string): boolean {
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    swcrc: false,
  });
  const bare = code.replace(/\/\*.*?\*\/|\/\/.*$/gms, '');
  // What an enum compiles to.
  return /=>|\bfunction\b|^(export )?class /m.test(bare.replace(/= *function\((\w+)\) \{/g, ''));
}
