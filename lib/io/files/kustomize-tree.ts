import { Kustomization } from './kustomization';

/** All Kustomize folders below the named paths, and how they build on each other. */
export class KustomizeTree {
  private readonly byFolder: ReadonlyMap<string, Kustomization>;
  /** The files and folders that a folder builds from, including itself, by its real path. */
  private readonly reach = new Map<string, ReadonlySet<string>>();

  constructor(kustomizations: readonly Kustomization[]) {
    this.byFolder = new Map(kustomizations.map((each) => [each.folder, each]));
    for (const folder of this.byFolder.keys()) this.reach.set(folder, this.reachOf(folder));
  }

  /** The folders to build: those that no other folder builds from. */
  public get roots(): string[] {
    const folders = [...this.byFolder.keys()];
    return folders.filter((folder) => !folders.some((other) => other !== folder && this.reach.get(other)?.has(folder)));
  }

  /** Every file that is a patch. */
  public get patches(): ReadonlySet<string> {
    return new Set([...this.byFolder.values()].flatMap(({ patches }) => patches));
  }

  /** The folders whose build includes a file; none if it is not a resource of any. */
  public buildsOf(file: string): string[] {
    return [...this.reach].filter(([, reached]) => reached.has(file)).map(([folder]) => folder);
  }

  /** Whether two files are built but never together, so that a cluster gets only one of them. */
  public areAlternatives(one: string, other: string): boolean {
    const [a, b] = [this.buildsOf(one), this.buildsOf(other)];
    return a.length > 0 && b.length > 0 && !a.some((folder) => b.includes(folder));
  }

  private reachOf(folder: string): Set<string> {
    const reached = new Set([folder]);
    // Iterating over a set includes elements that are added during the loop.
    for (const path of reached) for (const resource of this.byFolder.get(path)?.resources ?? []) reached.add(resource);
    return reached;
  }
}
