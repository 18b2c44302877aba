import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const ROOT = join(__dirname, '..', '..');

/**
 * The project of a user: a folder in which Node finds the compiled library and its peers. A program there starts in a
 * quarter of a second, since nothing needs to be compiled.
 */
export const USER_PROJECT = join(tmpdir(), 'user-project');

/** The compiled library in that project. */
export const LIBRARY = libraryOf(USER_PROJECT);

function libraryOf(project: string): string {
  return join(project, 'node_modules', 'cdk8s-nodeport');
}

/** Compiles a file of TypeScript to a file that Node runs. */
export function compile(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const { code } = transformFileSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
    swcrc: false,
  });
  writeFileSync(target, code);
}

/** Compiles all TypeScript in a folder. */
export function compileFolder(source: string, target: string): void {
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.d.ts')) continue;
    compile(join(source, file), join(target, file.replace(/ts$/, 'js')));
  }
}

/** Creates the project in a temporary folder, once per test run. */
export function makeUserProject(temporary: string): void {
  const project = join(temporary, 'user-project');
  const library = libraryOf(project);
  compileFolder(join(ROOT, 'lib'), join(library, 'build'));
  for (const shared of ['package.json', 'assets', 'node_modules']) {
    symlinkSync(join(ROOT, shared), join(library, shared));
  }
  for (const peer of ['cdk8s', 'cdk8s-plus-27', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(project, 'node_modules', peer));
  }
}
