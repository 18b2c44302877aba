import { FileSearch, SearchOptions } from './file-search';
import { InputFiles } from './input-file';
import { normalizedPath } from './path-names';
import { compareText } from '../../core/findings/finding';

/** Finds the files that paths, folders and patterns name; each once, by whatever ways it is reached, sorted by name. */
export function findInputs(paths: readonly string[], cwd: string, options?: SearchOptions): InputFiles {
  // Sorted, so that a file with two names gets the same one in every order of the arguments.
  const { files, ...others } = findInputsInOrder([...paths].sort(compareText), cwd, options);
  return { ...others, files: [...files].sort((a, b) => compareText(a.name, b.name)) };
}

/** The same, in the order in which they are named; in a folder by name, folder by folder, as kubectl does. */
export function findInputsInOrder(paths: readonly string[], cwd: string, options: SearchOptions = {}): InputFiles {
  const search = new FileSearch(cwd, options);
  for (const path of new Set(paths.map((each) => normalizedPath(each, cwd)))) search.add(path);
  return search.result();
}
