import { isKustomization } from './kustomization';

const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that belong to other tools, or hold the manifests of others. */
const SKIPPED = new Set([
  '.git',
  '.github',
  '.gitlab',
  '.circleci',
  '.devcontainer',
  '.idea',
  '.vscode',
  'node_modules',
]);
/** Files of other tools, which hold no manifests whatever they look like. */
const OF_OTHER_TOOLS = /^((docker-)?compose([.-][\w.-]+)?|\.gitlab-ci)\.ya?ml$/i;

/** Whether a file that a folder holds is read. */
export function isManifestName(name: string): boolean {
  return MANIFEST.test(name) && !OF_OTHER_TOOLS.test(name) && !isKustomization(name);
}

/** Whether a folder that another folder holds is passed over in silence. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED.has(name);
}
