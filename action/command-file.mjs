// Which file the action runs: the bundle that a release has beside action.yml, or that of a version of the npm package.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUNDLE = join('bundle', 'cdk8s-nodeport.cjs');
const BESIDE = join(dirname(fileURLToPath(import.meta.url)), '..', BUNDLE);
/** A whole version and nothing else: it becomes part of a command. */
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
/** The package alone: without its peers, which only apps need, and without running any script of a package. */
const OPTIONS = ['--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];

/** The file to run. Throws where there is none. */
export function commandFile(version) {
  if (version !== '') return installed(version);
  if (existsSync(BESIDE)) return BESIDE;
  throw new Error(
    'this commit of the action holds no command line, which only releases do. ' +
      'Use the tag of a release, or name a version of the npm package, such as version: 1.2.3',
  );
}

function installed(version) {
  if (!VERSION.test(version)) throw new Error('the input version is not a version. Write one such as version: 1.2.3');
  const cwd = join(process.env.RUNNER_TEMP, `cdk8s-nodeport-${version}`);
  mkdirSync(cwd, { recursive: true });
  const { status } = spawnSync('npm', ['install', ...OPTIONS, '--prefix', '.', `cdk8s-nodeport@${version}`], {
    cwd,
    stdio: ['ignore', 2, 2],
    // On Windows npm is a script, which only a shell can start. No argument needs quotes.
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not install cdk8s-nodeport@${version}. Name a published version`);
  return join(cwd, 'node_modules', 'cdk8s-nodeport', BUNDLE);
}
