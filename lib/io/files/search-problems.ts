import { isTooInvolved } from './glob';
import { isInside } from './links';
import { withSlashes } from './path-names';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';

/** What went wrong, or was skipped, during a search for files. */
export class SearchProblems {
  private readonly problems: Problem[] = [];
  /** The real targets of the links that were not followed, by the names of the links. */
  private readonly leadOut = new Map<string, string>();

  /** All problems, except for links into one of the roots, which is searched anyway. */
  public all(roots: readonly string[]): Problem[] {
    return [...this.problems, ...this.linksPast(roots)];
  }

  /** The result of a file system operation; null, with the reason noted, if the system refuses it. */
  public attempt<T>(name: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = message.replace(/, \w+ '.*'$/s, '');
      if (code === 'ELOOP') this.fail(name, 'its links form a cycle', 'Remove one of them');
      else this.fail(name, `it cannot be read: ${reason}`, 'Make it readable, or name only the files to check');
      return null;
    }
  }

  /** Whether a pattern can be matched quickly enough; otherwise, notes a problem. */
  public requireMatchable(pattern: string): boolean {
    if (!isTooInvolved(pattern)) return true;
    const what = 'it has too many wildcards to match quickly';
    this.fail(pattern, what, 'Use at most three in a name and ten in total');
    return false;
  }

  public noteLinkOut(name: string, target: string): void {
    this.leadOut.set(name, target);
  }

  public noteDanglingLink(name: string): void {
    this.note(Severity.WARNING, name, 'it is a broken link, so it was skipped', 'Remove it, or fix its target');
  }

  public fail(path: string, what: string, wayOut: string): void {
    this.note(Severity.ERROR, path, what, wayOut);
  }

  private note(severity: Severity, path: string, what: string, wayOut: string): void {
    this.problems.push({ severity, path: withSlashes(path), what, wayOut });
  }

  private linksPast(roots: readonly string[]): Problem[] {
    const what = 'it is a link that leads out of its folder, so it was not followed';
    const wayOut = 'Name its target, or add --follow-links';
    const unseen = [...this.leadOut].filter(([, target]) => !roots.some((root) => isInside(root, target)));
    return unseen.map(([name]) => ({ severity: Severity.WARNING, path: withSlashes(name), what, wayOut }));
  }
}
