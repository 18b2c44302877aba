import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { linkTarget } from './links';
import { writeAndVerify, keepRights, syncFolder } from './replacing';

/**
 * The next text of a file, complete and on disk beside it, with its mode and owner.
 *
 * Throws `LinkOut` if a link leads out of its folder.
 */
export class StagedFile {
  private readonly target: string;
  private readonly temporary: string;

  constructor(path: string, text: string) {
    this.target = linkTarget(path);
    this.temporary = join(dirname(this.target), `.${basename(this.target)}.tmp-${randomBytes(8).toString('hex')}`);
    try {
      writeFileSync(this.temporary, '', { flag: 'wx' });
      writeAndVerify(this.temporary, text);
      keepRights(this.temporary, this.target);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Replaces the file, which no reader sees half written. */
  public commit(): void {
    try {
      renameSync(this.temporary, this.target);
    } catch (error) {
      this.discard();
      throw error;
    }
    syncFolder(dirname(this.target));
  }

  /** Leaves the file as it is. */
  public discard(): void {
    rmSync(this.temporary, { force: true });
  }
}
