import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeUserProject } from './user-project';

/** The settings of git that would change what its repositories do in the tests, whoever runs them. */
const GIT_SETTINGS: Readonly<Record<string, string>> = {
  'commit.gpgSign': 'false',
  'tag.gpgSign': 'false',
  'core.hooksPath': devNull,
  'core.autocrlf': 'false',
  'color.ui': 'false',
  'init.defaultBranch': 'main',
};

/**
 * What a run of the tests needs: a temporary folder of its own, which the workers inherit, the page of the port map,
 * and the project of a user. Apps and git behave alike on every machine: a test that needs a frozen lock sets CI
 * itself.
 */
export default function setUp(): void {
  const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-tests-'));
  process.env.TMPDIR = temporary;
  delete process.env.CI;
  useGitSettings();
  execFileSync(process.execPath, [join(__dirname, '../../projenrc/build-page.mjs')], { stdio: 'inherit' });
  makeUserProject(temporary);
}

function useGitSettings(): void {
  // A hook of git that runs the tests would have them work on its own repository.
  for (const name of ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE']) delete process.env[name];
  const settings = Object.entries(GIT_SETTINGS);
  process.env.GIT_CONFIG_COUNT = String(settings.length);
  settings.forEach(([name, value], index) => {
    process.env[`GIT_CONFIG_KEY_${index}`] = name;
    process.env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
}
