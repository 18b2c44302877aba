import type { javascript } from 'projen';

interface Folder {
  /** The folders that it may import besides itself. */
  readonly folders: string[];
  /** The packages that it may import. */
  readonly packages: RegExp;
}

const NO_PACKAGES = /^$/;
const IO_PACKAGES = /^(yaml|picomatch|node:.*)$/;

/** The folders of lib/core in the order of their imports: each may import those named, which all come before it. */
const CORE: Record<string, string[]> = {
  text: [],
  findings: ['text'],
  cluster: ['text', 'findings'],
  service: ['text', 'findings', 'cluster'],
  lock: ['text', 'findings', 'cluster', 'service'],
  assign: ['text', 'findings', 'cluster', 'service', 'lock'],
  ledger: ['text', 'findings', 'cluster', 'service', 'lock', 'assign'],
  rules: ['text', 'findings', 'cluster', 'service', 'lock', 'assign', 'ledger'],
  filling: ['text', 'findings', 'cluster', 'service', 'lock', 'assign', 'ledger'],
  live: ['text', 'findings', 'cluster', 'service'],
  merge: ['text', 'findings', 'service', 'live'],
  plan: ['text', 'findings', 'cluster', 'service', 'live', 'merge'],
  map: ['text', 'findings', 'cluster', 'service', 'lock', 'live', 'merge', 'plan', 'guard', 'claims'],
  guard: ['text', 'findings', 'cluster'],
  claims: ['text', 'findings', 'cluster', 'service', 'live', 'guard'],
};

/** The allowed imports of each folder of lib/; only index.ts may import everything. */
const LAYOUT: Record<string, Folder> = {
  'core': { folders: [], packages: NO_PACKAGES },
  ...Object.fromEntries(
    Object.entries(CORE).map(([name, others]) => [
      `core/${name}`,
      { folders: ['limits.ts', ...others].map((other) => `core/${other}`), packages: NO_PACKAGES },
    ]),
  ),
  'report': { folders: ['core'], packages: /^(node:util|sarif)$/ },
  'map': { folders: ['core'], packages: NO_PACKAGES },
  'io': { folders: ['core'], packages: IO_PACKAGES },
  'io/files': { folders: ['core', 'io/manifests/tree'], packages: IO_PACKAGES },
  'io/manifests': { folders: ['core', 'io/files'], packages: IO_PACKAGES },
  'io/manifests/tree': { folders: ['core'], packages: NO_PACKAGES },
  'io/records': { folders: ['core', 'io/files', 'io/manifests'], packages: IO_PACKAGES },
  'io/cdk8s': { folders: ['core', 'io/files'], packages: IO_PACKAGES },
  'ports': { folders: ['core', 'io'], packages: NO_PACKAGES },
  'constructs': { folders: ['core', 'report', 'map', 'io'], packages: /^(cdk8s|constructs|cdk8s-plus-27)$/ },
  'constructs/synth': { folders: ['core', 'report', 'map', 'io'], packages: /^(cdk8s|constructs|cdk8s-plus-27)$/ },
  'plugin': { folders: ['core', 'report', 'io'], packages: NO_PACKAGES },
  'cli': { folders: ['core', 'report', 'map', 'io'], packages: /^node:.*$/ },
  'cli/args': { folders: ['core', 'report', 'map', 'cli/world.ts', 'cli/version.ts'], packages: /^node:util$/ },
  'cli/run': {
    folders: ['core', 'report', 'map', 'io', 'cli/args', 'cli/world.ts', 'cli/version.ts'],
    packages: /^node:.*$/,
  },
};

/** What would make the result of a test depend on chance or on how busy the machine is. */
const UNREPEATABLE = [
  {
    selector: 'CallExpression[callee.object.name="fc"][callee.property.name="assert"][arguments.length=1]',
    message: 'Without a seed, each run tries other values: pass runs(100), from test/support/runs.ts.',
  },
  {
    selector: 'CallExpression[callee.name="test"] > Literal.arguments[raw=/^[0-9_]+$/]',
    message: 'A limit of its own hides the one of `npm run properties` and of busy machines: leave it out.',
  },
];

/** Makes lint refuse every import that breaks the layout, and every cycle. */
export function layoutRules(eslint: javascript.Eslint): void {
  const folders = Object.keys(LAYOUT);
  // No cycle leads through a package, and cdk8s-plus takes longer to read than all of our own code.
  eslint.config.settings['import/ignore'] = ['node_modules'];
  // Once it is compiled, the library resolves to itself by its name, and stays a package to whoever imports it so.
  eslint.config.settings['import/external-module-folders'] = ['node_modules', 'build'];
  // The programs of `npm run types`; the project service would create one for each folder.
  delete eslint.config.parserOptions.projectService;
  const programs = ['test', 'page', 'playground', 'packages/pulumi'];
  eslint.config.parserOptions.project = programs.map((program) => `./${program}/tsconfig.json`);
  eslint.addRules({
    // Prettier leaves long strings and comments as they are.
    'max-len': ['error', { code: 120, ignoreUrls: true }],
    'import/no-cycle': ['error', { ignoreExternal: true }],
    'import/no-restricted-paths': [
      'error',
      {
        zones: [
          ...folders.map((folder) => ({
            target: `./lib/${folder}`,
            from: './lib',
            except: [folder, ...LAYOUT[folder].folders].map((allowed) => `./${allowed}`),
            message: `lib/${folder} may import ${[folder, ...LAYOUT[folder].folders].join(', ')} only.`,
          })),
          { target: './lib', from: './page', message: 'The library does not know the script of its page.' },
          {
            target: './page',
            from: './lib',
            except: ['./core', './map'],
            message: 'page may import lib/core and lib/map only.',
          },
          { target: './lib', from: './playground', message: 'The library does not know its playground.' },
          {
            target: './playground',
            from: './lib',
            except: ['./core', './map', './report', './io/manifests', './cli/run'],
            message: 'playground may import lib/core, lib/map, lib/report, lib/io/manifests and lib/cli/run only.',
          },
          { target: './lib', from: './packages', message: 'The library does not know the packages beside it.' },
          { target: './packages/*/lib', from: './lib', message: 'A package imports the library by its name.' },
          { target: './lib', from: './test', message: 'The library does not know its tests.' },
          { target: './lib', from: './examples', message: 'The library does not know its examples.' },
        ],
      },
    ],
  });
  for (const folder of folders) {
    const { source } = LAYOUT[folder].packages;
    eslint.addOverride({
      files: [`lib/${folder}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [{ regex: `^(?!\\.{1,2}/)(?!${source})`, message: `lib/${folder} may not import this package.` }],
          },
        ],
      } as Record<string, any>,
    });
  }
  // The rule against cycles does not see imports of types alone.
  eslint.addOverride({
    files: ['page/**/*.ts', 'playground/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'no-type-imports' }],
    } as Record<string, any>,
  });
  // Node's own test runner awaits what its functions return.
  eslint.addOverride({
    files: ['test/e2e/**/*.ts', 'test/browser/**/*.ts', 'test/languages/**/*.ts', 'test/doors/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'test', 'before', 'after'], package: 'node:test' },
          ],
        },
      ],
    } as Record<string, any>,
  });
  // A test may quote a text of several lines, a pattern or a manifest verbatim.
  eslint.addOverride({
    files: ['test/**/*.ts', 'packages/*/test/**/*.ts'],
    rules: {
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'no-restricted-syntax': ['error', ...UNREPEATABLE],
    } as Record<string, any>,
  });
  // The other packages install their imports in their own folders, and lint must run without that.
  eslint.addOverride({
    files: ['packages/**/*.ts'],
    rules: {
      'import/no-extraneous-dependencies': 'off',
      'import/no-unresolved': ['error', { ignore: ['^cdk8s-nodeport', '^@pulumi/', '^@grpc/', '^google-protobuf'] }],
    } as Record<string, any>,
  });
  // A file that nobody imports cannot be part of a cycle.
  eslint.addOverride({
    files: ['test/**/*.{test,e2e,browser,suite}.ts', 'test/refusals/*.ts', 'examples/**/main.ts'],
    rules: { 'import/no-cycle': 'off' },
  });
  // Tests and examples import the library by its name, as a user does; the type check resolves it.
  eslint.addOverride({
    files: ['examples/**/*.ts', 'test/**/*.ts'],
    rules: {
      'import/no-extraneous-dependencies': 'off',
      'import/no-unresolved': ['error', { ignore: ['^cdk8s-nodeport$'] }],
    } as Record<string, any>,
  });
}
