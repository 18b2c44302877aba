import { relative, sep } from 'node:path';
import { KustomizeTree } from './kustomize-tree';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { fileOperand, shellWord } from '../../core/findings/shell';

/** How many names a note lists. */
const MAX_NAMED = 3;

/** A one-line note about the folders that Kustomize builds, however many there are. */
export function kustomizeNotes(tree: KustomizeTree, patches: readonly string[], cwd: string): Problem[] {
  const roots = tree.roots.map((folder) => relative(cwd, folder).split(sep).join('/') || '.');
  if (roots.length === 0) return [];
  const left =
    patches.length === 0
      ? ''
      : `, and ${someOf(patches)} left out, which ${patches.length === 1 ? 'is a patch' : 'are patches'}`;
  return [
    {
      severity: Severity.WARNING,
      path: roots[0],
      what: `Kustomize builds ${listOf(roots)}, so its files were checked as they are written${left}`,
      wayOut: `Check what it builds: kustomize build ${shellWord(fileOperand(roots[0]))} | cdk8s-nodeport check -`,
    },
  ];
}

function someOf(names: readonly string[]): string {
  return `${listOf(names)} ${names.length === 1 ? 'was' : 'were'}`;
}

function listOf(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}
