import { isKustomization } from './kustomization';

const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that belong to other tools, or contain third-party packages. */
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
/** Files of other tools, which are never manifests. */
const OF_OTHER_TOOLS = /^((docker-)?compose([.-][\w.-]+)?|\.gitlab-ci)\.ya?ml$/i;

/** Whether a file found in a folder is read. */
export function isManifestName(name: string): boolean {
  return MANIFEST.test(name) && !OF_OTHER_TOOLS.test(name) && !isKustomization(name);
}

/** Whether a subfolder is skipped silently. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED.has(name);
}
