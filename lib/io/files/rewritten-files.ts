import { ChangedMeanwhile, changedMeanwhile } from './changed-meanwhile';
import { readIfThere } from './replacing';
import { StagedFile } from './staged-file';

/** A file and the text that replaces what was read from it. */
export interface Rewrite {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A file that cannot be rewritten, and why. */
export class RewriteFailure extends Error {
  constructor(
    public readonly path: string,
    why: string,
  ) {
    super(why);
  }
}

/** New texts of several files: all of them complete on disk before the first file is replaced. */
export class RewrittenFiles {
  private readonly staged: { readonly rewrite: Rewrite; readonly file: StagedFile }[] = [];

  /** Throws `RewriteFailure`, and leaves nothing behind. */
  constructor(rewrites: readonly Rewrite[]) {
    for (const rewrite of rewrites) {
      this.attempt(rewrite, () => this.staged.push({ rewrite, file: new StagedFile(rewrite.path, rewrite.after) }));
    }
  }

  /** Throws `ChangedMeanwhile`, and discards everything, where a file changed since it was read. */
  public requireUnchanged(): void {
    for (const { rewrite } of this.staged) this.attempt(rewrite, () => requireUnchanged(rewrite));
  }

  /** Replaces all files or none. Throws `RewriteFailure`, or `ChangedMeanwhile` where one changed since it was read. */
  public commit(): void {
    this.requireUnchanged();
    const done: Rewrite[] = [];
    while (this.staged.length > 0) {
      const [{ rewrite, file }] = this.staged;
      this.attempt(rewrite, () => file.commit(), done);
      done.push(rewrite);
      this.staged.shift();
    }
  }

  /** Leaves all files as they are. */
  public discard(): void {
    for (const { file } of this.staged.splice(0)) file.discard();
  }

  private attempt({ path }: Rewrite, work: () => void, done: readonly Rewrite[] = []): void {
    try {
      work();
    } catch (error) {
      this.discard();
      for (const { path: other, before } of done) new StagedFile(other, before).commit();
      throw error instanceof ChangedMeanwhile ? error : new RewriteFailure(path, (error as Error).message);
    }
  }
}

function requireUnchanged({ path, before }: Rewrite): void {
  if (readIfThere(path) !== before) throw changedMeanwhile(path);
}
