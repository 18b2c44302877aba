import { ClusterVerdict, refusesApp } from './verdict';
import { Finding } from '../../core/findings/finding';
import { LockEntry, LockSection, LockState, lockChanges } from '../../core/lock/lock';
import { LockFile } from '../../io/records/lock-file';

/** Writes the locks of an app, and prints what changed in them. */
export class Recorder {
  constructor(private readonly print: (line: string) => void) {}

  /**
   * Warns about numbers that an app was emitted with but that its locks do not record, because it was not emitted with
   * `synth`.
   */
  public announce(verdicts: readonly ClusterVerdict[]): void {
    for (const {
      lock,
      cluster: { profile },
      nextLock,
    } of verdicts) {
      const changes = lock && nextLock ? lockChanges(lock.file.section(profile.name), nextLock) : [];
      if (!lock || changes.length === 0) continue;
      const what = changes.length === 1 ? '1 change is' : `${changes.length} changes are`;
      this.print(
        `${lock.file.path} (${profile.name}): ${what} not recorded, so these ports may move. Only app.synth() ` +
          `writes the lock`,
      );
    }
  }

  /**
   * Writes each lock once, with all of its clusters, if it may be written and nothing except a broken promise is
   * refused.
   */
  public record(verdicts: readonly ClusterVerdict[]): void {
    if (verdicts.some(({ findings }) => findings.some(forbidsRecording))) return;
    const files = new Map<LockFile, Map<string, LockSection>>();
    for (const { lock, cluster, nextLock } of verdicts) {
      if (!lock || !nextLock || lock.isFrozen) continue;
      const sections = files.get(lock.file) ?? new Map<string, LockSection>();
      files.set(lock.file, sections.set(cluster.profile.name, nextLock));
    }
    for (const [file, sections] of files) this.write(file, sections);
  }

  private write(file: LockFile, sections: ReadonlyMap<string, LockSection>): void {
    const changes = [...sections].flatMap(([name, section]) =>
      lockChanges(file.section(name), section).map((change) => `${file.path} (${name}): ${change}`),
    );
    const strangers = [...sections].filter(([name, section]) => isOfStrangers(file.section(name), section));
    file.write(sections);
    for (const change of changes) this.print(change);
    for (const [name] of strangers) {
      this.print(
        `${file.path} (${name}): it knew none of this app's Services. If another app wrote it, restore it from ` +
          `version control, and give this app a lock of its own: lockFile: 'own.lock.yaml'`,
      );
    }
  }
}

/** Whether several Services had ports, and the app has none of them, by any name: probably another app's lock. */
function isOfStrangers(before: LockSection | undefined, after: LockSection): boolean {
  const [known, present] = [liveEntries(before), liveEntries(after)];
  const isKept = ({ nodePort, service }: LockEntry): boolean =>
    present.some((each) => each.nodePort === nodePort || each.service === service);
  return new Set(known.map(({ service }) => service)).size > 1 && present.length > 0 && !known.some(isKept);
}

/** The ports in use that an app recorded for its Services. */
function liveEntries(section: LockSection | undefined): LockEntry[] {
  return (section?.entries ?? []).filter(
    ({ state, service, from }) => state !== LockState.RETIRED && service !== undefined && from === undefined,
  );
}

/** A promise broken by another owner's number is kept in the next run, once the lock has both. */
function forbidsRecording(finding: Finding): boolean {
  return refusesApp(finding) && !(finding.code === 'promise-broken' && finding.otherPath !== undefined);
}
