import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analyzer } from './analyzer';

/** A temporary folder with the lock of a cluster, and the packs that run in it. */
export class LockFolder {
  public readonly path = mkdtempSync(join(tmpdir(), 'node-ports-'));
  public readonly lockFile = join(this.path, 'nodeports.lock.yaml');
  private readonly packs: Analyzer[] = [];

  /** Starts a pack with the policies of each cluster; all share the lock unless they say otherwise. */
  public async pack(...clusters: object[]): Promise<Analyzer> {
    const all = clusters.length === 0 ? [{}] : clusters;
    const pack = await Analyzer.start(
      this.path,
      ...all.map((options) => ({ lockFile: 'nodeports.lock.yaml', ...options })),
    );
    this.packs.push(pack);
    return pack;
  }

  /** The text of the lock. */
  public get text(): string {
    return readFileSync(this.lockFile, 'utf8');
  }

  public set text(text: string) {
    writeFileSync(this.lockFile, text);
  }

  /** The entries of the lock, each as its line. */
  public get entries(): string[] {
    return [...this.text.matchAll(/^ +(\d+: \{ .*)$/gm)].map(([, entry]) => entry);
  }

  /** Ends the packs and removes the folder. */
  public remove(): void {
    for (const pack of this.packs.splice(0)) pack.stop();
    rmSync(this.path, { recursive: true, force: true });
  }
}

const folders: LockFolder[] = [];

/** A folder that is removed after the test. */
export function lockFolder(): LockFolder {
  const folder = new LockFolder();
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** A pack with the defaults, and its folder, for all tests of a group that record nothing. */
export function sharedPack(): { readonly folder: LockFolder; readonly pack: Analyzer } {
  const shared: { folder?: LockFolder; pack?: Analyzer } = {};
  beforeAll(async () => {
    shared.folder = new LockFolder();
    shared.pack = await shared.folder.pack();
  });
  afterAll(() => shared.folder?.remove());
  return shared as { folder: LockFolder; pack: Analyzer };
}
