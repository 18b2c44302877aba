import { join } from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';

const ROOT = join(__dirname, '..');
const eslint = new LegacyESLint({ cwd: ROOT });

/** The import rules that lint applies to a line planted in a file of the library. */
async function complaints(file: string, line: string): Promise<(string | null)[]> {
  const [{ messages }] = await eslint.lintText(`${line}\nexport const used = planted;\n`, { filePath: join(ROOT, file) });
  return messages.map(({ ruleId }) => ruleId).filter((rule) => rule?.includes('import'));
}

describe('a wrong import fails lint', () => {
  test.each([
    ['lib/core/bands.ts', "import { App as planted } from 'cdk8s';", 'no-restricted-imports'],
    ['lib/core/bands.ts', "import { Construct as planted } from 'constructs';", 'no-restricted-imports'],
    ['lib/core/bands.ts', "import * as planted from 'node:fs';", 'no-restricted-imports'],
    ['lib/core/bands.ts', "import * as planted from 'fs';", 'no-restricted-imports'],
    ['lib/core/bands.ts', "import * as planted from 'yaml';", 'no-restricted-imports'],
    ['lib/constructs/cluster.ts', "import * as planted from 'node:fs';", 'no-restricted-imports'],
    ['lib/constructs/cluster.ts', "import * as planted from 'cdk8s-plus-27/lib/service';", 'no-restricted-imports'],
    ['lib/plugin/judgement.ts', "import { App as planted } from 'cdk8s';", 'no-restricted-imports'],
    ['lib/plugin/judgement.ts', "import { clusterOf as planted } from '../constructs/cluster';", 'import/no-restricted-paths'],
    ['lib/core/bands.ts', "import { clusterOf as planted } from '../constructs/cluster';", 'import/no-restricted-paths'],
    ['lib/core/bands.ts', "import { PortRange as planted } from '../index';", 'import/no-restricted-paths'],
    ['lib/constructs/cluster.ts', "import { PortRange as planted } from '..';", 'import/no-restricted-paths'],
    ['lib/constructs/cluster.ts', "import { tempApp as planted } from '../../test/support/apps';", 'import/no-restricted-paths'],
    ['lib/core/port-range.ts', "import { NodePortBands as planted } from './bands';", 'import/no-cycle'],
  ])('%s: %s', async (file, line, rule) => {
    expect(await complaints(file, line)).toContain(rule);
  });
});

test.each([
  ['lib/constructs/cluster.ts', "import { PortRange as planted } from '../core/port-range';"],
  ['lib/constructs/cluster.ts', "import { App as planted } from 'cdk8s';"],
  ['lib/core/ledger.ts', "import { NodePortBands as planted } from './bands';"],
])('a right one passes: %s: %s', async (file, line) => {
  expect(await complaints(file, line)).toEqual([]);
});
