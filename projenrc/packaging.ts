import type { cdk8s } from 'projen';

/**
 * What the package holds: the compiled library, its command, schema and docs, and nothing that only developers need.
 */
export function packaging(project: cdk8s.ConstructLibraryCdk8s): void {
  // A source map inlined into every file would be almost half of the package.
  for (const option of ['inlineSourceMap', 'inlineSources']) {
    project.tsconfig!.file.addOverride(`compilerOptions.${option}`, false);
  }
  for (const path of [
    '/examples/',
    '/.ci/',
    '/.npmrc',
    '/.jsii.tabl.json',
    '/CONTRIBUTING.md',
    '/ARCHITECTURE.md',
    '/page/',
    '/site/',
    '/playground/',
    '/packages/',
    // The action, the hook and the image run from a checkout of a release, not from the package.
    '/action/',
    '/action.yml',
    '/.pre-commit-hooks.yaml',
    '/Dockerfile',
    '/.dockerignore',
    'tsconfig.json',
  ]) {
    project.npmignore!.exclude(path);
  }
  openEntries(project);
}

/** What others may load of the package by name: the constructs, the core without cdk8s, and what jsii reads. */
function openEntries(project: cdk8s.ConstructLibraryCdk8s): void {
  const entry = (module: string) => ({ types: `./build/${module}.d.ts`, default: `./build/${module}.js` });
  project.package.addField('exports', {
    '.': entry('index'),
    './core': entry('ports/index'),
    './package.json': './package.json',
    './.jsii': './.jsii',
    './schema/*': './schema/*',
    './bundle/*': './bundle/*',
  });
  // For TypeScript with the older module resolution, which ignores exports.
  project.package.addField('typesVersions', { '*': { core: ['build/ports/index.d.ts'] } });
}
