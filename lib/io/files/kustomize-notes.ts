import { relative } from 'node:path';
import { KustomizeTree } from './kustomize-tree';
import { withSlashes } from './path-names';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { firstOf } from '../../core/text/listing';
import { fileOperand, shellWord } from '../../core/text/shell';

/** How many names a note lists. */
const MAX_NAMED = 3;

/** A one-line note about the folders that Kustomize builds, however many there are. */
export function kustomizeNotes(tree: KustomizeTree, patches: readonly string[], cwd: string): Problem[] {
  const roots = tree.roots.map((folder) => withSlashes(relative(cwd, folder)) || '.');
  if (roots.length === 0) return [];
  return [
    {
      severity: Severity.WARNING,
      path: roots[0],
      what: `Kustomize builds ${listOf(roots)}, but its files were checked as written${withoutPatches(patches)}`,
      wayOut: `Check what it builds: kustomize build ${shellWord(fileOperand(roots[0]))} | cdk8s-nodeport check -`,
      isComplete: !tree.mayChangePorts,
    },
  ];
}

function withoutPatches(patches: readonly string[]): string {
  if (patches.length === 0) return '';
  return `, without the ${patches.length === 1 ? 'patch' : 'patches'} ${listOf(patches)}`;
}

function listOf(names: readonly string[]): string {
  return firstOf(names, MAX_NAMED);
}
