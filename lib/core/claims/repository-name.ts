import { MAX_CLAIMED_BY_LENGTH } from '../guard/claim-format';

/** `git@github.com:acme/storage.git`, and the same with another user or none. */
const SCP_LIKE = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/;

/**
 * The name of the repository behind a git remote, such as `github.com/acme/storage`: the same for every protocol, and
 * without credentials. Undefined for a local folder.
 */
export function repositoryName(remote: string): string | undefined {
  return pathOf(remote.trim())
    ?.replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .slice(0, MAX_CLAIMED_BY_LENGTH);
}

function pathOf(remote: string): string | undefined {
  if (URL.canParse(remote) && remote.includes('://')) {
    const { protocol, hostname, pathname } = new URL(remote);
    return protocol === 'file:' || hostname === '' ? undefined : `${hostname}${pathname}`;
  }
  const match = SCP_LIKE.exec(remote);
  // A single letter before the colon is a Windows drive.
  return match && match[1].length > 1 ? `${match[1]}/${match[2].replace(/^\//, '')}` : undefined;
}
