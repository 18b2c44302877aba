import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import picomatch from 'picomatch';

/** One line of a `.gitignore`. */
interface IgnoreRule {
  readonly matcher: RegExp;
  readonly isNegated: boolean;
  readonly isForFolders: boolean;
}

/** The rules of one folder, for everything below it. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: readonly IgnoreRule[];
}

/**
 * What git ignores below a folder.
 *
 * @see https://git-scm.com/docs/gitignore
 */
export class IgnoredFiles {
  /** The rules for a folder named on the command line: its own, and those above it in its repository. */
  public static in(folder: string): IgnoredFiles {
    const files = foldersAbove(folder).reverse().map(readIgnoreFile);
    const above = new IgnoredFiles(files.filter((file) => file !== undefined));
    // A folder that is named explicitly is read even if git ignores it, for example build output.
    return above.ignoresFolder(folder) || above.ignoresFile(join(folder, 'manifest.yaml'))
      ? new IgnoredFiles([]).below(folder)
      : above.below(folder);
  }

  private constructor(private readonly files: readonly IgnoreFile[]) {}

  /** The same rules plus those of a subfolder. */
  public below(folder: string): IgnoredFiles {
    const file = readIgnoreFile(folder);
    return file === undefined ? this : new IgnoredFiles([...this.files, file]);
  }

  public ignoresFolder(path: string): boolean {
    return this.ignores(path, () => true);
  }

  public ignoresFile(path: string): boolean {
    return this.ignores(path, ({ isForFolders }) => !isForFolders);
  }

  /** Whether a path is ignored by the rules that apply to it; the last one that matches decides. */
  private ignores(path: string, applies: (rule: IgnoreRule) => boolean): boolean {
    let isIgnored = false;
    for (const { folder, rules } of this.files) {
      const name = relative(folder, path).split(sep).join('/');
      for (const rule of rules) if (applies(rule) && rule.matcher.test(name)) isIgnored = !rule.isNegated;
    }
    return isIgnored;
  }
}

/** The folders above one, nearest first, up to the root of its repository; none if it is not in a repository. */
function foldersAbove(folder: string): string[] {
  const folders: string[] = [];
  for (let at = folder; !isRepository(at); at = dirname(at)) {
    if (dirname(at) === at) return [];
    folders.push(dirname(at));
  }
  return folders;
}

function isRepository(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
}

function readIgnoreFile(folder: string): IgnoreFile | undefined {
  try {
    return { folder, rules: readFileSync(join(folder, '.gitignore'), 'utf8').split(/\r?\n/).flatMap(readRule) };
  } catch {
    return undefined;
  }
}

function readRule(line: string): IgnoreRule[] {
  const text = line.replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const isNegated = text.startsWith('!');
  const pattern = text.replace(/^!/, '').replace(/\/$/, '');
  // A pattern with a slash is relative to the folder of its file.
  const isTied = pattern.includes('/');
  const glob = isTied ? pattern.replace(/^\//, '') : `**/${pattern}`;
  const matcher = picomatch.makeRe(glob, { dot: true, noextglob: true, nonegate: true, nobrace: true });
  return [{ matcher, isNegated, isForFolders: text.endsWith('/') }];
}
