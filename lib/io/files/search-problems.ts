import { isTooInvolved } from './glob';
import { isInside } from './links';
import { withSlashes } from './path-names';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';

/** What went wrong, or was left out, while files were searched. */
export class SearchProblems {
  private readonly problems: Problem[] = [];
  /** The true paths of what was not followed, by the names of the links that lead there. */
  private readonly leadOut = new Map<string, string>();

  /** Everything noted, but for the links that lead to one of the roots, which is read anyway. */
  public all(roots: readonly string[]): Problem[] {
    return [...this.problems, ...this.linksPast(roots)];
  }

  /** What some work on the file system results in; null, with the reason noted, where the system refuses it. */
  public attempt<T>(name: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = message.replace(/, \w+ '.*'$/s, '');
      if (code === 'ELOOP') this.fail(name, 'its links go round in a circle', 'Remove one of them');
      else this.fail(name, `it cannot be read: ${reason}`, 'Allow it to be read, or name the files that count');
      return null;
    }
  }

  /** Whether a pattern can be matched in good time; noted where it cannot. */
  public requireMatchable(pattern: string): boolean {
    if (!isTooInvolved(pattern)) return true;
    const what = 'it has too many wildcards to be matched in good time';
    this.fail(pattern, what, 'Use at most three in a name and ten in all');
    return false;
  }

  public noteLinkOut(name: string, target: string): void {
    this.leadOut.set(name, target);
  }

  public noteDanglingLink(name: string): void {
    this.note(Severity.WARNING, name, 'it is a link to nothing, so it was left out', 'Remove it, or fix its target');
  }

  public fail(path: string, what: string, wayOut: string): void {
    this.note(Severity.ERROR, path, what, wayOut);
  }

  private note(severity: Severity, path: string, what: string, wayOut: string): void {
    this.problems.push({ severity, path: withSlashes(path), what, wayOut });
  }

  private linksPast(roots: readonly string[]): Problem[] {
    const what = 'it is a link that leads out of its folder, so it was not followed';
    const wayOut = 'Name what it leads to, or add --follow-links';
    const unseen = [...this.leadOut].filter(([, target]) => !roots.some((root) => isInside(root, target)));
    return unseen.map(([name]) => ({ severity: Severity.WARNING, path: withSlashes(name), what, wayOut }));
  }
}
