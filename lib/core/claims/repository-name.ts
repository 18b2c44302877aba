import { MAX_CLAIMED_BY } from './cluster-claim';

/** `git@github.com:acme/storage.git`, and the same with another user or none. */
const SCP_LIKE = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/;

/**
 * What a git remote calls its repository, such as `github.com/acme/storage`: the same however it is cloned, and without
 * what logs in. Undefined for a folder of this machine.
 */
export function repositoryName(remote: string): string | undefined {
  const path = pathOf(remote.trim());
  const name = path
    ?.replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .slice(0, MAX_CLAIMED_BY);
  return name === undefined || name === '' ? undefined : name;
}

function pathOf(remote: string): string | undefined {
  if (URL.canParse(remote) && remote.includes('://')) {
    const { protocol, hostname, pathname } = new URL(remote);
    return protocol === 'file:' || hostname === '' ? undefined : `${hostname}${pathname}`;
  }
  const match = SCP_LIKE.exec(remote);
  // One letter before the colon is a drive of Windows.
  return match && match[1].length > 1 ? `${match[1]}/${match[2].replace(/^\/+/, '')}` : undefined;
}
