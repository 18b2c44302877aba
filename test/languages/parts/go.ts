import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache';
import { PROJECT, must } from './command';
import { generate, installedVersion } from './library';

/** The Go modules that an app needs besides the library; no registry has all of them. */
const MODULES = [
  { name: 'constructs', module: 'github.com/aws/constructs-go/constructs/v10' },
  { name: 'cdk8s', module: 'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2' },
  { name: 'cdk8s-plus-27', module: 'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2' },
] as const;

/** The module of the library. */
export const LIBRARY = 'github.com/cdk8s-nodeport/cdk8s-nodeport-go/cdk8snodeport';

/** Generated modules: where each is, by its name in Go. */
export type GoModules = Readonly<Record<string, string>>;

/** Finds the generated modules, and builds once what is missing. Throws if Go or its jsii runtime is not available. */
export function goParts(): GoModules {
  const key = [
    must('go', ['version']),
    ...['jsii-pacmak', ...MODULES.map(({ name }) => name)].map((name) => `${name}@${installedVersion(name)}`),
  ];
  const folder = cached('go', key, (empty) => {
    for (const { name } of MODULES) generate('go', join(empty, name), join(PROJECT, 'node_modules', name));
    // Compiled once here, into Go's own cache, so that no test waits for it.
    const warm = join(empty, 'warm');
    mkdirSync(warm);
    writeFileSync(
      join(warm, 'main.go'),
      `package main\n\nimport (\n${MODULES.map(({ module }) => `\t_ "${module}"`).join('\n')}\n)\n\nfunc main() {}\n`,
    );
    buildGo(warm, modulesIn(empty), '.');
  });
  return modulesIn(folder);
}

function modulesIn(folder: string): GoModules {
  return Object.fromEntries(
    MODULES.map(({ name, module }) => [module, join(folder, name, 'go', name.replace(/-/g, ''))]),
  );
}

/** Builds commands in a folder against generated modules, and puts the binaries into its folder bin. */
export function buildGo(folder: string, modules: GoModules, packages: string): void {
  const names = Object.keys(modules);
  const lines = names.flatMap((name) => [
    `require ${name} ${name.includes('/v10') ? 'v10' : name.endsWith('/v2') ? 'v2' : 'v0'}.0.0`,
    `replace ${name} => ${modules[name]}`,
  ]);
  writeFileSync(join(folder, 'go.mod'), ['module example.com/app', '', 'go 1.25', '', ...lines, ''].join('\n'));
  mkdirSync(join(folder, 'bin'), { recursive: true });
  must('go', ['build', '-mod=mod', '-o', join(folder, 'bin') + '/', packages], {
    cwd: folder,
    env: { ...process.env, GOWORK: 'off' },
  });
}
