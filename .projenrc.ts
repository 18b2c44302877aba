import { JsonFile, cdk8s, javascript } from 'projen';
import { CompletePackageLock } from './projenrc/complete-lock';
import { layoutRules } from './projenrc/layout';
import { packaging } from './projenrc/packaging';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-nodeport',
  description:
    'Node ports settled while cdk8s synthesizes: unique across the cluster, inside the static band, before ' +
    'kubectl sees them.',
  author: 'The cdk8s-nodeport authors',
  authorAddress: 'https://github.com/cdk8s-nodeport',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-nodeport/cdk8s-nodeport.git',
  keywords: ['cdk8s', 'kubernetes', 'nodeport', 'service', 'static-band', 'kep-3668'],
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  projenrcTs: true,

  cdk8sVersion: '2.70.0',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-27@^2.9.0'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  devDeps: [
    '@kubernetes/client-node@^1.4.0',
    '@marcbachmann/cel-js@^8',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    '@stryker-mutator/core@^9',
    '@stryker-mutator/jest-runner@^9',
    '@swc/core@^1',
    '@swc/jest@^0.2',
    '@types/picomatch@^4',
    '@types/sarif@^2',

    'ajv@^8',
    'axe-core@^4',
    'buffer@^6',
    'cdk8s-cli@^2',
    'concurrently@^9',
    'cdk8s-plus-33@^2',
    'cdk8s-plus-34@^2',
    'esbuild',
    'fast-check@^4',
    'playwright-core@^1',
    'tinybench@^6',
    'tsx@^4',
    'typescript-7@npm:typescript@^7',
  ],
  bundledDeps: ['picomatch@^4', 'yaml@^2'],
  bin: { 'cdk8s-nodeport': 'bin/cdk8s-nodeport' },

  srcdir: 'lib',
  libdir: 'build',
  entrypoint: 'build/index.js',
  sampleCode: false,
  docgenFilePath: 'API.md',

  publishToPypi: { distName: 'cdk8s-nodeport', module: 'cdk8s_nodeport' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8snodeport',
    mavenGroupId: 'io.github.cdk8s-nodeport',
    mavenArtifactId: 'cdk8s-nodeport',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8sNodePort', packageId: 'Cdk8sNodePort' },
  publishToGo: { moduleName: 'github.com/cdk8s-nodeport/cdk8s-nodeport-go', packageName: 'cdk8snodeport' },

  // Merges are gated by .ci/run, on any machine; a maintainer starts a release by hand.
  github: false,
  release: false,
  depsUpgrade: false,

  prettier: true,
  prettierOptions: {
    settings: {
      printWidth: 120,
      singleQuote: true,
      trailingComma: javascript.TrailingComma.ALL,
      quoteProps: javascript.QuoteProps.CONSISTENT,
      // Whitespace in a template may be significant.
      embeddedLanguageFormatting: javascript.EmbeddedLanguageFormatting.OFF,
    },
  },
  eslintOptions: {
    dirs: ['lib'],
    devdirs: ['page', 'playground', 'test', 'examples', 'packages', 'projenrc'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },
  jestOptions: {
    // A changed snapshot or expected file must fail, never rewrite itself.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
  },
});

// Which registry serves a package is up to whoever installs it, not to the lock file.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// Types are checked once, by their own task, so that a single test file starts in a second.
const jest = project.jest!.config;
jest.testMatch = ['<rootDir>/test/**/*.test.ts'];
// Many tests wait for a command that they started, so the core that jest leaves free by default would idle.
jest.maxWorkers = '100%';
// Tests may be slow on a busy machine: the limit is only for those that never end.
jest.testTimeout = 600_000;
// These install the library as a user would, which needs the registry and much time: `npm run test:package` and
// `npm run test:release`.
jest.testPathIgnorePatterns = ['/node_modules/', '/test/package\\.test\\.ts$', '/test/release/build\\.test\\.ts$'];
// Build output and the sandboxes of the mutants contain copies of the package.
jest.modulePathIgnorePatterns = ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/'];
// The evaluator of CEL is an ES module, which jest cannot load as it is.
jest.transform = { '\\.ts$|/@marcbachmann/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' } }] };
jest.transformIgnorePatterns = ['/node_modules/(?!@marcbachmann/)'];
// Modules that are loaded on demand are imported with the extension that they have once compiled.
jest.moduleNameMapper = { '^cdk8s-nodeport$': '<rootDir>/lib/index.ts', '^(\\.{1,2}/.+)\\.js$': '$1' };
jest.collectCoverage = false;
// Everything that a test writes is in one folder, which is removed at the end.
jest.globalSetup = '<rootDir>/test/support/set-up.ts';
jest.globalTeardown = '<rootDir>/test/support/remove-temporary-folder.ts';

// The script and style of the port map's page are bundled for the package and for the tests.
const pageTask = project.addTask('page', { description: 'Bundles the script and the style of the port map' });
pageTask.exec('node projenrc/build-page.mjs');
project.preCompileTask.spawn(pageTask);

// The command line for those who have no Node project: one file, which needs nothing but Node.
const bundleTask = project.addTask('bundle', { description: 'Bundles the command line into one file' });
bundleTask.exec('node projenrc/build-command.mjs', { receiveArgs: true });
// However the package is packed, it contains the bundles.
project.setScript('prepack', 'node projenrc/build-page.mjs && node projenrc/build-command.mjs');

// One program contains everything that runs in Node, including the samples in the documentation; code for the browser
// has others. Each takes seconds to read the types of cdk8s-plus. `npm run compile` checks what jsii sees.
const types = project.addTask('types', {
  description: 'Type-checks the library, its tests, its examples and the samples of its documentation',
});
types.exec('node --import tsx test/support/samples.ts');
// The compiler written in Go takes a fifth of the time; jsii and lint need the API of the one before it.
const TSC = 'node node_modules/typescript-7/bin/tsc --noEmit';
for (const program of ['test', 'page', 'playground']) types.exec(`${TSC} -p ${program}`);

// Lint formats TypeScript only.
const formats = project.addTask('formats', { description: 'Checks the format of scripts and styles' });
formats.exec("prettier --check --log-level warn '**/*.{mjs,cjs,css}'");

// Types, lint and tests do not depend on each other, and the first two leave a core idle.
project.testTask.reset();
const besides = '"projen types" "projen eslint" "projen formats" "jest --ci --passWithNoTests {@}"';
project.testTask.exec(`concurrently --group --passthrough-arguments ${besides} --`, { receiveArgs: true });

const packageTest = project.addTask('test:package', {
  description: 'Packs the library, installs it in an empty project and uses it there',
});
packageTest.exec('jest --ci --testPathIgnorePatterns /node_modules/ --runTestsByPath test/package.test.ts');

const properties = project.addTask('properties', {
  description: 'Tries every property forty times as often as the tests do',
  env: { PROPERTY_SCALE: '40' },
});
properties.exec('jest --ci --testTimeout 3600000 --findRelatedTests test/support/runs.ts', { receiveArgs: true });

const samples = project.addTask('samples', {
  description: 'Translates the samples of the compiled library into other languages',
});
// In this directory they see the types of Node, which `console` needs.
samples.exec('jsii-rosetta extract --strict --directory . --trim-cache --cache-to .jsii.tabl.json');

const languages = project.addTask('languages', {
  description: 'Uses the compiled library from other languages; arguments name suites',
});
languages.exec('node --import tsx test/languages/run.ts', { receiveArgs: true });

const expected = project.addTask('expected', {
  description: 'Writes expected texts, manifests and docs/findings.md anew',
  env: { WRITE_EXPECTED: '1' },
});
expected.exec('jest test/refusals.test.ts test/io/records/config-file.test.ts');
expected.exec('jest test/examples.test.ts test/docs.test.ts test/port-map-docs.test.ts');

// A mutant that survives shows a rule that no test protects. Each one is a run of jest, so that run must not build the
// page and the library first, and must not look for tests in other folders.
const { globalSetup, globalTeardown, ...bare } = jest;
new JsonFile(project, 'test/mutants/jest.json', {
  marker: false,
  obj: {
    ...bare,
    rootDir: '../..',
    roots: ['<rootDir>/lib/core', '<rootDir>/test'],
    setupFiles: ['<rootDir>/test/mutants/set-up.ts'],
  },
});
const mutants = project.addTask('mutants', {
  description: 'Mutates lib/core and prints which mutants no test noticed; arguments name folders or files of it',
});
mutants.exec('node test/mutants/run.mjs', { receiveArgs: true });
project.gitignore.exclude('/.jsii.tabl.json', '/.stryker-tmp/');
project.npmignore!.exclude('/.stryker-tmp/', '/.devcontainer/');

const browser = project.addTask('browser', { description: 'Tries the page of the port map in a real Chromium' });
browser.exec('bash test/browser/run.sh', { receiveArgs: true });

// The site has a package of its own, so that this one stays quick to install.
const site = project.addTask('site', { description: 'Builds the documentation as a site and checks its links' });
site.exec('node ../projenrc/install.mjs', { cwd: 'site' });
site.exec('node projenrc/build-playground.mjs');
site.exec('npm run build', { cwd: 'site' });

// A release is one act: a version, typed once. See projenrc/release.
const release = project.addTask('release', {
  description: 'Builds a release and pushes its tag; --dry-run only builds it, into dist/release',
});
release.exec('node --import tsx projenrc/release/release.ts', { receiveArgs: true });
// Nothing is published from a checkout, whose version is 0.0.0.
project.setScript('prepublishOnly', 'node projenrc/refuse-to-publish.mjs');
const releaseTest = project.addTask('test:release', { description: 'Builds a release without publishing it' });
releaseTest.exec('jest --ci --testPathIgnorePatterns /node_modules/ --runTestsByPath test/release/build.test.ts');

const doors = project.addTask('doors', {
  description: 'Tries the action, the hook and the workflow files with actionlint, pre-commit and their schemas',
});
doors.exec('node --import tsx --test --test-reporter=spec test/doors/*.doors.ts', { receiveArgs: true });

const pulumi = project.addTask('pulumi', { description: 'Installs what the package for Pulumi needs, and tests it' });
pulumi.exec('node ../../projenrc/install.mjs', { cwd: 'packages/pulumi' });
pulumi.exec(`${TSC} -p packages/pulumi`);
pulumi.exec('jest --ci --config packages/pulumi/jest.config.json', { receiveArgs: true });

const bench = project.addTask('bench', {
  description:
    'Prints what the library adds to a synth, and what a check costs, each beside what cannot be done without',
});
bench.spawn(project.compileTask);
bench.spawn(bundleTask);
bench.exec('node --expose-gc test/bench/synth.mjs');
bench.exec('node --import tsx test/bench/python.ts');
bench.exec('node test/bench/check.mjs');
bench.exec('node test/bench/map.mjs');

const soak = project.addTask('soak', {
  description: 'Kills writers of lock files in the middle of their writes, 10,000 times unless --kills says otherwise',
});
soak.exec('node test/soak/lock.mjs', { receiveArgs: true });

const storm = project.addTask('soak:assign', {
  description: 'Starts many assign at once on one lock, and looks for numbers that were given twice',
});
storm.exec('node test/soak/assign.mjs', { receiveArgs: true });

// The examples import the library by its name, as a user does.
const byName = (folder: string) => ({ 'cdk8s-nodeport': [`${folder}/lib/index.ts`] });
new javascript.TypescriptConfig(project, {
  fileName: 'examples/tsconfig.json',
  include: ['**/*.ts'],
  compilerOptions: {},
}).addExtends(project.tsconfig!);
project
  .tryFindObjectFile('examples/tsconfig.json')!
  .addOverride('compilerOptions', { noEmit: true, rootDir: '..', paths: byName('..') });

// Everything that runs in Node. The end-to-end tests require an ES module, their client, which only nodenext allows.
const node = project.tryFindObjectFile('test/tsconfig.json')!;
node.addOverride('compilerOptions.paths', byName('..'));
node.addOverride('compilerOptions.module', 'nodenext');
node.addOverride('compilerOptions.moduleResolution', 'nodenext');
node.addOverride('include', [
  '../lib/**/*.ts',
  '**/*.ts',
  '.samples/*.ts',
  '../examples/**/*.ts',
  '../projenrc/**/*.ts',
  '../.projenrc.ts',
]);
node.addOverride('exclude', ['../lib/jsii.d.ts', 'browser', '**/repositories']);

// Scripts of pages run in a browser, and are bundled rather than compiled. The playground gets a Buffer there, and so
// do the tests that drive a browser.
for (const [folder, ambient] of [
  ['page', []],
  ['playground', ['node']],
] as const) {
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    include: folder === 'page' ? ['**/*.ts'] : ['**/*.ts', '../test/browser/**/*.ts'],
    compilerOptions: {},
  }).addExtends(project.tsconfig!);
  project.tryFindObjectFile(`${folder}/tsconfig.json`)!.addOverride('compilerOptions', {
    noEmit: true,
    rootDir: '..',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ambient,
    module: 'esnext',
    moduleResolution: 'bundler',
  });
}

const fuzz = project.addTask('fuzz', {
  description:
    'Compares what kubectl calls a Service with what check sees, over 50,000 texts unless --documents says otherwise',
});
fuzz.exec('node --import tsx test/differential/fuzz.ts', { receiveArgs: true });

const bounds = project.addTask('bounds', {
  description: 'Prints how the time of a check grows with its input, for shapes of input that are hard to read',
});
bounds.exec('node --import tsx test/bench/bounds.ts', { receiveArgs: true });

const e2e = project.addTask('e2e', {
  description: 'Compares the verdict of the library with that of a real kube-apiserver',
});
e2e.exec('bash test/e2e/run.sh', { receiveArgs: true });

// Both commands of the README work on a fresh clone: they install missing dependencies first.
project.setScript('pretry', 'node projenrc/install.mjs');
project.setScript('try', 'node projenrc/try.mjs');
project.setScript('pretest', 'node projenrc/install.mjs');

layoutRules(project.eslint!);

project.gitignore.exclude(
  '/examples/*/dist/',
  '/examples/.*/',
  '/test/.samples*/',
  '/packages/*/build/',
  '/packages/*/test/.samples-*/',
  '/assets/',
  '/bundle/',
  '/site/dist/',
  '/site/pages/',
  '/site/public/',
  '/site/.vitepress/cache/',
  '/test/browser/screenshots/',
);
packaging(project);
new CompletePackageLock(project, ['package-lock.json', 'site/package-lock.json']);

project.synth();
