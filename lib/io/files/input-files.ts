import { Dirent, Stats, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { baseOf, excluder, isPattern, isTooInvolved, matcherOf } from './glob';
import { IgnoredFiles } from './ignored-files';
import { Kustomization, isKustomization, readKustomization } from './kustomization';
import { kustomizeNotes } from './kustomize-notes';
import { KustomizeTree } from './kustomize-tree';
import { isInside, realPath } from './links';
import { compareText } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';

/** A file to read. */
export interface InputFile {
  /** How it is called in findings: relative where it was named so, with slashes. */
  readonly name: string;
  readonly path: string;
}

/** What the paths of a command line stand for. */
export interface InputFiles {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
  /** The folders of Kustomize among them. */
  readonly kustomize: KustomizeTree;
}

/** How to search. */
export interface SearchOptions {
  /**
   * Whether links are followed that lead out of the folder in which they were found. What is named itself is always
   * followed.
   */
  readonly followsLinks?: boolean;
  /** Patterns of what is left out, wherever it is found. A name without a slash is left out in every folder. */
  readonly exclude?: readonly string[];
}

/** What is read in a folder. */
const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that hold no manifests of the one who calls. */
const SKIPPED = new Set(['.git', '.github', 'node_modules']);
/** Files of other tools, which hold no manifests whatever they look like. */
const OF_OTHER_TOOLS = /^((docker-)?compose([.-][\w.-]+)?|\.gitlab-ci)\.ya?ml$/i;

/** Finds the files that paths, folders and patterns name; each once, by whatever ways it is reached, sorted by name. */
export function findInputs(paths: readonly string[], cwd: string, options?: SearchOptions): InputFiles {
  // Sorted, so that a file with two names gets the same one in every order of the arguments.
  const { files, ...others } = findInputsInOrder([...paths].sort(compareText), cwd, options);
  return { ...others, files: [...files].sort((a, b) => compareText(a.name, b.name)) };
}

/**
 * The same, in the order in which they are named; in a folder by name, folder by folder, as kubectl goes through it.
 */
export function findInputsInOrder(paths: readonly string[], cwd: string, options: SearchOptions = {}): InputFiles {
  const search = new Search(cwd, options);
  for (const path of new Set(paths.map((each) => normalizedPath(each, cwd)))) search.add(path);
  return search.result();
}

class Search {
  private readonly files: InputFile[] = [];
  private readonly problems: Problem[] = [];
  private readonly kustomizations: Kustomization[] = [];
  /** The true paths of files that were named, rather than found in a folder. */
  private readonly named = new Set<string>();
  /** Files by their true paths. */
  private readonly seen = new Set<string>();
  /** The folders that one path of the command line led to, by their true paths, so that a circle of links ends. */
  private visited = new Set<string>();
  /** Links that were reported: another way to them says nothing new. */
  private readonly reported = new Set<string>();
  /** The true paths of what the command line named, the last one being searched. */
  private readonly roots: string[] = [];
  /** The true paths of what was not followed, by the names of the links that lead there. */
  private readonly leadOut = new Map<string, string>();
  private matches = 0;

  private readonly excluded: readonly RegExp[];

  constructor(
    private readonly cwd: string,
    private readonly options: SearchOptions,
  ) {
    this.excluded = (options.exclude ?? []).filter((pattern) => this.isMatchable(pattern)).map(excluder);
  }

  /** What was found, but for the patches in it, which are parts of manifests. */
  public result(): InputFiles {
    const kustomize = new KustomizeTree(this.kustomizations);
    const { patches } = kustomize;
    const isPatch = ({ path }: InputFile): boolean => patches.has(path) && !this.named.has(path);
    const notes = kustomizeNotes(
      kustomize,
      this.files.filter(isPatch).map(({ name }) => name),
      this.cwd,
    );
    return {
      files: this.files.filter((file) => !isPatch(file)),
      problems: [...this.problems, ...this.leftOut(), ...notes],
      kustomize,
    };
  }

  public add(name: string): void {
    this.visited = new Set();
    const stats = this.attempt(name, () => statSync(resolve(this.cwd, name), { throwIfNoEntry: false }));
    if (stats) {
      this.addNamed(name, stats, () => true);
    } else if (stats === undefined && isPattern(name)) {
      this.addMatches(name);
    } else if (stats === undefined) {
      this.fail(name, 'it does not exist', 'Name a file, a folder, a pattern in quotes, or - for standard input');
    }
  }

  /** The links that were not followed, but for those to what was named too. */
  private leftOut(): Problem[] {
    const what = 'it is a link that leads out of its folder, so it was not followed';
    const wayOut = 'Name what it leads to, or add --follow-links';
    const unseen = [...this.leadOut].filter(([, target]) => !this.roots.some((root) => isInside(root, target)));
    return unseen.map(([name]) => ({ severity: Severity.WARNING, path: withSlashes(name), what, wayOut }));
  }

  private addMatches(pattern: string): void {
    if (!this.isMatchable(pattern)) return;
    const before = this.matches;
    const base = baseOf(pattern);
    const matcher = matcherOf(pattern);
    const stats = statSync(resolve(this.cwd, base), { throwIfNoEntry: false });
    if (stats) this.addNamed(base === '.' ? '' : base, stats, (name) => matcher.test(name));
    if (this.matches === before) {
      this.fail(pattern, 'no file matches', "Write it in quotes, such as 'manifests/**/*.yaml'");
    }
  }

  private isMatchable(pattern: string): boolean {
    if (!isTooInvolved(pattern)) return true;
    this.fail(
      pattern,
      'it has too many wildcards to be matched in good time',
      'Use at most three in a name and ten in all',
    );
    return false;
  }

  private addNamed(name: string, stats: Stats, isWanted: (name: string) => boolean): void {
    const real = this.attempt(name, () => realPath(resolve(this.cwd, name))) ?? '';
    this.roots.push(real);
    this.named.add(real);
    this.addKnown(name, stats, isWanted);
  }

  private addKnown(name: string, stats: Stats, isWanted: (name: string) => boolean, ignored?: IgnoredFiles): void {
    const path = resolve(this.cwd, name);
    // The pipe of a shell's <(…) has no true path.
    if (stats.isFIFO() || stats.isCharacterDevice()) {
      this.addFile(name, path);
      return;
    }
    const real = this.attempt(name, () => realpathSync(path));
    if (real === null) return;
    if (stats.isDirectory()) this.addFolder(name, real, isWanted, ignored ?? IgnoredFiles.in(real));
    else if (isWanted(name)) this.addFile(name, real);
  }

  private addFile(name: string, real: string): void {
    this.matches++;
    if (this.seen.has(real) || this.isExcluded(name)) return;
    this.seen.add(real);
    this.files.push({ name: withSlashes(name), path: real });
  }

  private addFolder(name: string, real: string, isWanted: (name: string) => boolean, ignored: IgnoredFiles): void {
    if (this.visited.has(real) || this.isExcluded(name)) return;
    this.visited.add(real);
    const entries = this.attempt(name || '.', () => readdirSync(real, { withFileTypes: true })) ?? [];
    for (const entry of entries.sort((a, b) => linksLast(a) - linksLast(b) || compareText(a.name, b.name))) {
      const child = name === '' ? entry.name : join(name, entry.name);
      const path = join(real, entry.name);
      if (isKustomization(entry.name)) this.noteKustomization(real, entry.name);
      if (ignored.ignores(path, entry.isDirectory())) continue;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) this.addFolder(child, path, isWanted, ignored.below(path));
      else if (entry.isFile() && isManifest(entry.name) && isWanted(child)) this.addFile(child, path);
      else if (entry.isSymbolicLink()) this.addLink(child, path, isWanted, ignored);
    }
  }

  private noteKustomization(folder: string, name: string): void {
    const kustomization = readKustomization(folder, name);
    if (kustomization && !this.kustomizations.some((each) => each.folder === folder)) {
      this.kustomizations.push(kustomization);
    }
  }

  private isExcluded(name: string): boolean {
    return this.excluded.some((matcher) => matcher.test(withSlashes(name)));
  }

  private addLink(name: string, path: string, isWanted: (name: string) => boolean, ignored: IgnoredFiles): void {
    if (this.reported.has(path)) return;
    const stats = this.attempt(name, () => statSync(path, { throwIfNoEntry: false }));
    if (!stats) this.reported.add(path);
    if (stats === undefined && isManifest(basename(name)) && isWanted(name) && !this.isExcluded(name)) {
      this.note(name, 'it is a link to nothing, so it was left out', 'Remove it, or fix its target');
    }
    if (!stats?.isDirectory() && !(stats?.isFile() && isManifest(basename(name)) && isWanted(name))) return;
    const target = realPath(path);
    if (this.options.followsLinks || isInside(this.roots[this.roots.length - 1], target)) {
      this.addKnown(name, stats, isWanted, ignored);
    } else {
      this.leadOut.set(name, target);
    }
  }

  /** Null where the system refuses. */
  private attempt<T>(name: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ELOOP') {
        this.fail(name, 'its links go round in a circle', 'Remove one of them');
      } else {
        this.fail(
          name,
          `it cannot be read: ${message.replace(/, \w+ '.*'$/s, '')}`,
          'Allow it to be read, or name the files that count',
        );
      }
      return null;
    }
  }

  private note(path: string, what: string, wayOut: string): void {
    this.problems.push({ severity: Severity.WARNING, path: withSlashes(path), what, wayOut });
  }

  private fail(path: string, what: string, wayOut: string): void {
    this.problems.push({ severity: Severity.ERROR, path: withSlashes(path), what, wayOut });
  }
}

/** A path as findings have it on every system: with slashes. A backslash that is part of a name stays one. */
function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

/** Whether a file that a folder holds is read. */
function isManifest(name: string): boolean {
  return MANIFEST.test(name) && !OF_OTHER_TOOLS.test(name) && !isKustomization(name);
}

function linksLast(entry: Dirent): number {
  return Number(entry.isSymbolicLink());
}

/** One spelling for each path: without `./` and doubled separators, and from where the command runs if it is below. */
function normalizedPath(path: string, cwd: string): string {
  const inside = isAbsolute(path) ? relative(cwd, path) || '.' : path;
  const normal = normalize(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside);
  return normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal;
}
