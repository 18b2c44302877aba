import type { javascript } from 'projen';

/** Which folder of lib/ may import which, and which packages; index.ts, the door, may import all. */
const LAYOUT: Record<string, { folders: string[]; packages: RegExp }> = {
  core: { folders: [], packages: /^$/ },
  report: { folders: ['core'], packages: /^$/ },
  io: { folders: ['core'], packages: /^(yaml|node:.*)$/ },
  constructs: { folders: ['core', 'report', 'io'], packages: /^(cdk8s|constructs|cdk8s-plus-27)$/ },
  plugin: { folders: ['core', 'report', 'io'], packages: /^$/ },
  cli: { folders: ['core', 'report', 'io'], packages: /^node:.*$/ },
};

/** Makes lint refuse every import against the layout, and every cycle. */
export function layoutRules(eslint: javascript.Eslint): void {
  const folders = Object.keys(LAYOUT);
  eslint.addRules({
    // The shortcut over components reads files from disk, so it would not see what a test plants.
    'import/no-cycle': ['error', { ignoreExternal: true, disableScc: true }],
    'import/no-restricted-paths': ['error', {
      zones: [
        ...folders.map((folder) => ({
          target: `./lib/${folder}`,
          from: './lib',
          except: [folder, ...LAYOUT[folder].folders].map((allowed) => `./${allowed}`),
          message: `lib/${folder} may import ${[folder, ...LAYOUT[folder].folders].join(', ')} only.`,
        })),
        { target: './lib', from: './test', message: 'The library does not know its tests.' },
        { target: './lib', from: './examples', message: 'The library does not know its examples.' },
      ],
    }],
  });
  for (const folder of folders) {
    const { source } = LAYOUT[folder].packages;
    eslint.addOverride({
      files: [`lib/${folder}/**/*.ts`],
      rules: {
        'no-restricted-imports': ['error', {
          patterns: [{ regex: `^(?!\\.{1,2}/)(?!${source})`, message: `lib/${folder} may not import this package.` }],
        }],
      } as Record<string, any>,
    });
  }
  // Node's own test runner awaits what its functions return.
  eslint.addOverride({
    files: ['test/e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', {
        allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'test'], package: 'node:test' }],
      }],
    } as Record<string, any>,
  });
  // Tests and examples import the library by its name, as a user does; the type check resolves it.
  eslint.addOverride({
    files: ['examples/**/*.ts', 'test/**/*.ts'],
    rules: { 'import/no-extraneous-dependencies': 'off', 'import/no-unresolved': ['error', { ignore: ['^cdk8s-nodeport$'] }] } as Record<string, any>,
  });
}
