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
    // What a checkout of a release is used as, rather than its package.
    '/action/',
    '/action.yml',
    '/.pre-commit-hooks.yaml',
    '/Dockerfile',
    '/.dockerignore',
    'tsconfig.json',
  ]) {
    project.npmignore!.exclude(path);
  }
}
