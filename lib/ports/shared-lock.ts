import { ClusterProfile } from '../core/cluster/cluster-profile';
import { LockEntry, LockSection } from '../core/lock/lock';
import { Claim } from '../core/service/claim';
import { isWorthAnother } from '../io/files/changed-meanwhile';
import { claimsBesideIn } from '../io/records/lock-claims';
import { LockFile } from '../io/records/lock-file';

/** A decision of what the lock is to record next; undefined for nothing at all. */
type Decide = (before: LockSection | undefined) => LockSection | undefined;

/** The section of one cluster in a lock file that other programs write too: read anew for each decision. */
export class SharedLock {
  /** What a frozen lock would record by now. */
  private pending?: LockSection;
  private file: LockFile;

  constructor(
    public readonly path: string,
    public readonly isFrozen: boolean,
    private readonly profile: ClusterProfile,
  ) {
    this.file = LockFile.read(path);
    this.recorded();
  }

  /** What is decided so far: in the file, or beside it while it is frozen. */
  public section(): LockSection | undefined {
    return this.pending ?? this.recorded();
  }

  /** What the file records. Throws `lock-invalid`. */
  public recorded(): LockSection | undefined {
    this.file = LockFile.read(this.path);
    return this.file.section(this.profile.name, this.profile.range);
  }

  /** The ports of some entries of the file, as claims of others. */
  public claims(counts: (entry: LockEntry) => boolean): Claim[] {
    return claimsBesideIn(this.file, this.profile.name, counts);
  }

  /** Whether there is a lock file. */
  public get exists(): boolean {
    return this.file.exists;
  }

  /** Decides what to record, and has it on disk before it returns, unless the lock is frozen. */
  public update(decide: Decide): void {
    for (let attempt = 1; ; attempt++) {
      const next = decide(this.section());
      if (next === undefined) return;
      if (this.isFrozen) {
        this.pending = next;
        return;
      }
      try {
        return this.file.write(new Map([[this.profile.name, next]]));
      } catch (error) {
        if (!isWorthAnother(attempt, error)) throw error;
      }
    }
  }
}
