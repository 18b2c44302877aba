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
    const isBuiltFrom = (folder: string): boolean =>
      folders.some((other) => other !== folder && this.reach.get(other)?.has(folder));
    return folders.filter((folder) => !isBuiltFrom(folder));
  }

  /** The patches of all kustomizations. */
  public get patches(): ReadonlySet<string> {
    return new Set([...this.byFolder.values()].flatMap(({ patches }) => patches));
  }

  /** Whether the build may have other node ports than the files themselves. */
  public get mayChangePorts(): boolean {
    return [...this.byFolder.values()].some(({ mayChangePorts }) => mayChangePorts);
  }

  /** The folders whose build includes a file. */
  public buildsOf(file: string): string[] {
    return [...this.reach].filter(([, reached]) => reached.has(file)).map(([folder]) => folder);
  }

  /** Whether two files are built but never together, so that a cluster gets only one of them. */
  public areAlternatives(one: string, other: string): boolean {
    const [a, b] = [this.buildsOf(one), this.buildsOf(other)];
    return a.length > 0 && b.length > 0 && !a.some((folder) => b.includes(folder));
  }

  /** Whether two files are alternatives in overlays of the same base. */
  public areVariants(one: string, other: string): boolean {
    if (!this.areAlternatives(one, other)) return false;
    const bases = new Set(this.buildsOf(one).flatMap((folder) => this.basesOf(folder)));
    return this.buildsOf(other).some((folder) => this.basesOf(folder).some((base) => bases.has(base)));
  }

  /** The Kustomize folders that one builds from, except components, which unrelated folders may share. */
  private basesOf(folder: string): string[] {
    const isBase = (path: string): boolean => path !== folder && this.byFolder.get(path)?.isComponent === false;
    return [...(this.reach.get(folder) ?? [])].filter(isBase);
  }

  private reachOf(folder: string): Set<string> {
    const reached = new Set([folder]);
    // Iterating over a set includes elements that are added during the loop.
    for (const path of reached) for (const resource of this.byFolder.get(path)?.resources ?? []) reached.add(resource);
    return reached;
  }
}
