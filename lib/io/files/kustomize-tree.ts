import { Kustomization } from './kustomization';

/** All folders of Kustomize below what was named, and how they build on one another. */
export class KustomizeTree {
  private readonly byFolder: ReadonlyMap<string, Kustomization>;
  /** The files and folders that a folder builds from, itself among them, by its true path. */
  private readonly reach = new Map<string, ReadonlySet<string>>();

  constructor(kustomizations: readonly Kustomization[]) {
    this.byFolder = new Map(kustomizations.map((each) => [each.folder, each]));
    for (const folder of this.byFolder.keys()) this.reach.set(folder, this.reachOf(folder));
  }

  /** The folders to build: those that no other builds from. */
  public get roots(): string[] {
    const folders = [...this.byFolder.keys()];
    return folders.filter((folder) => !folders.some((other) => other !== folder && this.reach.get(other)?.has(folder)));
  }

  /** Every file that is a patch. */
  public get patches(): ReadonlySet<string> {
    return new Set([...this.byFolder.values()].flatMap(({ patches }) => patches));
  }

  /** The folders that a file is built into; none where it is not one of their resources. */
  public buildsOf(file: string): string[] {
    return [...this.reach].filter(([, reached]) => reached.has(file)).map(([folder]) => folder);
  }

  /** Whether two files are built, and never together, so that a cluster gets one of them. */
  public areAlternatives(one: string, other: string): boolean {
    const [a, b] = [this.buildsOf(one), this.buildsOf(other)];
    return a.length > 0 && b.length > 0 && !a.some((folder) => b.includes(folder));
  }

  private reachOf(folder: string): Set<string> {
    const reached = new Set([folder]);
    // A set that grows while it is walked is walked to its end.
    for (const path of reached) for (const resource of this.byFolder.get(path)?.resources ?? []) reached.add(resource);
    return reached;
  }
}
