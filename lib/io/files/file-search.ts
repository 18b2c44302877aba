import { Dirent, Stats, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { baseOf, excluder, isPattern, matcherOf } from './glob';
import { IgnoredFiles } from './ignored-files';
import { InputFile, InputFiles } from './input-file';
import { Kustomization, isKustomization, readKustomization } from './kustomization';
import { kustomizeNotes } from './kustomize-notes';
import { KustomizeTree } from './kustomize-tree';
import { isInside, realPath } from './links';
import { isManifestName, isSkippedFolder } from './manifest-names';
import { withSlashes } from './path-names';
import { SearchProblems } from './search-problems';
import { compareText } from '../../core/findings/place';

/** How to search. */
export interface SearchOptions {
  /**
   * Whether to follow links that lead out of the folder in which they were found. A link that is named itself is
   * always followed.
   */
  readonly followsLinks?: boolean;
  /** Patterns of files and folders to skip. A pattern without a slash applies in every folder. */
  readonly exclude?: readonly string[];
}

type IsWanted = (name: string) => boolean;

/** A search for the files that the operands of a command line lead to. */
export class FileSearch {
  private readonly files: InputFile[] = [];
  private readonly problems = new SearchProblems();
  private readonly kustomizations: Kustomization[] = [];
  /** The real paths of the files found so far. */
  private readonly seen = new Set<string>();
  /** The real paths of the folders searched for the current operand, so that a cycle of links ends. */
  private visited = new Set<string>();
  /** Links already reported, so that reaching one by another path does not report it again. */
  private readonly reported = new Set<string>();
  /** The real paths of the operands so far; the last one is being searched. */
  private readonly roots: string[] = [];
  private readonly excluded: readonly RegExp[];
  private matches = 0;

  constructor(
    private readonly cwd: string,
    private readonly options: SearchOptions,
  ) {
    const patterns = (options.exclude ?? []).filter((pattern) => this.problems.requireMatchable(pattern));
    this.excluded = patterns.map(excluder);
  }

  /** Adds a file, the manifests in a folder, or the matches of a pattern. */
  public add(name: string): void {
    this.visited = new Set();
    const stats = this.problems.attempt(name, () => statSync(resolve(this.cwd, name), { throwIfNoEntry: false }));
    if (stats) {
      this.addNamed(name, stats, () => true);
    } else if (stats === undefined && isPattern(name)) {
      this.addMatches(name);
    } else if (stats === undefined) {
      const wayOut = 'Name a file, a folder, a pattern in quotes, or - for standard input';
      this.problems.fail(name, 'it does not exist', wayOut);
    }
  }

  /** The files found, without patches, which are only parts of manifests. */
  public result(): InputFiles {
    const kustomize = new KustomizeTree(this.kustomizations);
    const { patches } = kustomize;
    // A patch that is named itself is read as a manifest.
    const isPatch = ({ path }: InputFile): boolean => patches.has(path) && !this.roots.includes(path);
    const left = this.files.filter(isPatch).map(({ name }) => name);
    const notes = kustomizeNotes(kustomize, left, this.cwd);
    const files = this.files.filter((file) => !isPatch(file));
    return { files, problems: [...this.problems.all(this.roots), ...notes], kustomize };
  }

  private addMatches(pattern: string): void {
    if (!this.problems.requireMatchable(pattern)) return;
    const before = this.matches;
    const base = baseOf(pattern);
    const matcher = matcherOf(pattern);
    const stats = statSync(resolve(this.cwd, base), { throwIfNoEntry: false });
    if (stats) this.addNamed(base === '.' ? '' : base, stats, (name) => matcher.test(name));
    if (this.matches > before) return;
    this.problems.fail(pattern, 'no file matches', "Write it in quotes, such as 'manifests/**/*.yaml'");
  }

  private addNamed(name: string, stats: Stats, isWanted: IsWanted): void {
    this.roots.push(this.problems.attempt(name, () => realPath(resolve(this.cwd, name))) ?? '');
    this.addKnown(name, stats, isWanted);
  }

  private addKnown(name: string, stats: Stats, isWanted: IsWanted, ignored?: IgnoredFiles): void {
    const path = resolve(this.cwd, name);
    // The pipe of a shell's <(…) has no real path.
    if (stats.isFIFO() || stats.isCharacterDevice()) {
      this.addFile(name, path);
      return;
    }
    const real = this.problems.attempt(name, () => realpathSync(path));
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

  private addFolder(name: string, real: string, isWanted: IsWanted, ignored: IgnoredFiles): void {
    if (this.visited.has(real) || this.isExcluded(name)) return;
    this.visited.add(real);
    for (const entry of this.entriesOf(name, real)) {
      const child = name === '' ? entry.name : join(name, entry.name);
      const path = join(real, entry.name);
      if (isKustomization(entry.name)) this.noteKustomization(real, entry.name);
      if (entry.isDirectory() ? ignored.ignoresFolder(path) : ignored.ignoresFile(path)) continue;
      if (entry.isDirectory() && !isSkippedFolder(entry.name)) {
        this.addFolder(child, path, isWanted, ignored.below(path));
      } else if (entry.isFile() && isManifestName(entry.name) && isWanted(child)) {
        this.addFile(child, path);
      } else if (entry.isSymbolicLink()) {
        this.addLink(child, path, isWanted, ignored);
      }
    }
  }

  /** Sorted by name, links last, so that a file is reported under its own name rather than that of a link to it. */
  private entriesOf(name: string, real: string): Dirent[] {
    const entries = this.problems.attempt(name || '.', () => readdirSync(real, { withFileTypes: true })) ?? [];
    return entries.sort((a, b) => linksLast(a) - linksLast(b) || compareText(a.name, b.name));
  }

  private noteKustomization(folder: string, name: string): void {
    if (this.kustomizations.some((each) => each.folder === folder)) return;
    const kustomization = readKustomization(folder, name);
    if (kustomization) this.kustomizations.push(kustomization);
  }

  private isExcluded(name: string): boolean {
    return this.excluded.some((matcher) => matcher.test(withSlashes(name)));
  }

  private addLink(name: string, path: string, isWanted: IsWanted, ignored: IgnoredFiles): void {
    if (this.reported.has(path)) return;
    const stats = this.problems.attempt(name, () => statSync(path, { throwIfNoEntry: false }));
    const isManifest = isManifestName(basename(name)) && isWanted(name);
    if (!stats) this.reported.add(path);
    if (stats === undefined && isManifest && !this.isExcluded(name)) this.problems.noteDanglingLink(name);
    if (!stats?.isDirectory() && !(stats?.isFile() && isManifest)) return;
    const target = realPath(path);
    const staysInside = isInside(this.roots[this.roots.length - 1], target);
    if (this.options.followsLinks || staysInside) this.addKnown(name, stats, isWanted, ignored);
    else this.problems.noteLinkOut(name, target);
  }
}

function linksLast(entry: Dirent): number {
  return Number(entry.isSymbolicLink());
}
