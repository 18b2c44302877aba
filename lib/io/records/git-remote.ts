import { spawnSync } from 'node:child_process';
import { repositoryName } from '../../core/claims/repository-name';

const TIMEOUT_MS = 10_000;

/**
 * The name of the repository that contains a folder, such as `github.com/acme/storage`; undefined if git cannot tell.
 */
export function repositoryOf(cwd: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { status, stdout } = spawnSync('git', ['config', '--get', 'remote.origin.url'], {
    cwd,
    env: { ...env },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? repositoryName(stdout) : undefined;
}
