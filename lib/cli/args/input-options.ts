import { Option, Options } from './command';

/** The flags that decide what is read. */
export const INPUT_OPTIONS: Options = {
  'follow-links': { type: 'boolean', help: 'Follow links that lead out of the named folders' },
  'exclude': {
    type: 'string',
    value: 'GLOB',
    multiple: true,
    help: 'Skip files and folders that match a pattern, in addition to .gitignore',
  },
};

/** The flag that says where manifests go, for commands that need not know it. */
export const NAMESPACE_OPTION: Option = {
  type: 'string',
  short: 'n',
  value: 'NAME',
  help: 'The namespace of manifests that name none, as passed to kubectl or Helm (default: unknown)',
};

/** The flag that names the lock to change. */
export const LOCK_OPTION: Option = {
  type: 'string',
  short: 'l',
  value: 'FILE',
  help: 'The lock file (default: nodeports.lock.yaml)',
};

/** The flag that names claims. */
export const CLAIMS_OPTION: Option = {
  type: 'string',
  value: 'FILE',
  multiple: true,
  help: 'The claims in the cluster, as kubectl get nodeportclaims -o yaml prints them',
};
