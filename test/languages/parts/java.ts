import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cached } from './cache';
import { PROJECT, must } from './command';
import { generate, installedVersion } from './library';

/** The packages that an app needs besides the library, in the order in which they are compiled. */
const PACKAGES = ['constructs', 'cdk8s', 'cdk8s-plus-27'];

/** The runtime of jsii for the code that jsii-pacmak generates, and what that code is annotated with. */
const DEPENDENCIES: readonly (readonly [group: string, artifact: string, version: string])[] = [
  ['software.amazon.jsii', 'jsii-runtime', installedVersion('jsii-pacmak')],
  ['org.jetbrains', 'annotations', '19.0.0'],
  ['javax.annotation', 'javax.annotation-api', '1.3.2'],
];

/**
 * Finds what Java apps are compiled against, and builds once what is missing. Throws if Java, Maven or the runtime is
 * not available.
 */
export function javaParts(): string[] {
  const versions = ['jsii-pacmak', ...PACKAGES].map((name) => `${name}@${installedVersion(name)}`);
  const folder = cached('java', [must('javac', ['--version']), ...versions, JSON.stringify(DEPENDENCIES)], (empty) => {
    fetchDependencies(empty);
    const path = jarsIn(empty);
    for (const name of PACKAGES) {
      path.push(compileJava(generate('java', join(empty, name), join(PROJECT, 'node_modules', name)), path));
    }
  });
  return [...jarsIn(folder), ...PACKAGES.flatMap((name) => classPathOf(join(folder, name, 'java')))];
}

function fetchDependencies(folder: string): void {
  const dependencies = DEPENDENCIES.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>` +
      `${version}</version></dependency>`,
  );
  const own =
    '<modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>parts</artifactId><version>1</version>';
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project>${own}<dependencies>${dependencies.join('')}</dependencies></project>`,
  );
  must('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=jars'], { cwd: folder });
}

function jarsIn(folder: string): string[] {
  return readdirSync(join(folder, 'jars')).map((file) => join(folder, 'jars', file));
}

/** Compiles what jsii-pacmak has generated into a folder, and returns the class path of the result. */
export function compileJava(folder: string, classPath: readonly string[]): string {
  const sources = readdirSync(join(folder, 'src', 'main', 'java'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.java'),
  );
  javac(
    join(folder, 'classes'),
    classPath,
    sources.map((file) => join(folder, 'src', 'main', 'java', file)),
  );
  return classPathOf(folder).join(delimiter);
}

/** The classes of a generated package, and the tarball that it contains. */
function classPathOf(folder: string): string[] {
  return [join(folder, 'classes'), join(folder, 'src', 'main', 'resources')];
}

/** Compiles files into a folder. */
export function javac(folder: string, classPath: readonly string[], files: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const list = join(folder, 'sources.txt');
  writeFileSync(list, files.map((file) => JSON.stringify(file)).join('\n'));
  must('javac', [
    '-nowarn',
    '-proc:none',
    '-Xlint:none',
    '-encoding',
    'UTF-8',
    '-d',
    folder,
    '-cp',
    classPath.join(delimiter),
    `@${list}`,
  ]);
}
