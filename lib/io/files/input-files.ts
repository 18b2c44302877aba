import { FileSearch, SearchOptions } from './file-search';
import { InputFiles } from './input-file';
import { normalizedPath } from './path-names';
import { compareText } from '../../core/findings/place';

/** Finds the files that paths, folders and patterns name, sorted by name; each once, however it is reached. */
export function findInputs(paths: readonly string[], cwd: string, options?: SearchOptions): InputFiles {
  // Sorted, so that a file with two names is reported under the same one whatever the order of the arguments.
  const { files, ...others } = findInputsInOrder([...paths].sort(compareText), cwd, options);
  return { ...others, files: [...files].sort((a, b) => compareText(a.name, b.name)) };
}

/** The same, in the order of the arguments; within a folder by name, folder by folder, as kubectl does. */
export function findInputsInOrder(paths: readonly string[], cwd: string, options: SearchOptions = {}): InputFiles {
  const search = new FileSearch(cwd, options);
  for (const path of new Set(paths.map((each) => normalizedPath(each, cwd)))) search.add(path);
  return search.result();
}
