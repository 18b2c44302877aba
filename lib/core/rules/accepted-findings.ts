import { faultOf } from './acceptances';
import { Acceptable, Acceptance } from '../findings/acceptance';
import { fileOfPlace } from '../findings/finding';

/**
 * What somebody accepted, by what it covers: a report may have as many acceptances as findings, so none is compared
 * with all of the others.
 */
export class AcceptedFindings {
  private readonly reasons = new Map<string, string>();

  /** @param acceptances what was accepted; where several cover a finding, the nearest to it gives the reason */
  constructor(acceptances: readonly Acceptance[]) {
    for (const acceptance of acceptances) {
      if (faultOf(acceptance) !== undefined) continue;
      const { code, service } = acceptance;
      // In a file the ports of a Service stand elsewhere than its name.
      const path = service === undefined ? acceptance.path : fileOfPlace(acceptance.path);
      const key = keyOf(code, path, service);
      if (!this.reasons.has(key)) this.reasons.set(key, acceptance.reason.trim());
    }
  }

  /** The reason for which somebody accepts a finding; undefined where nobody does. */
  public reasonFor({ code, path, service }: Acceptable): string | undefined {
    if (this.reasons.size === 0) return undefined;
    const file = fileOfPlace(path);
    const own = service === undefined ? undefined : this.reasons.get(keyOf(code, file, service));
    if (own !== undefined) return own;
    for (const ancestor of [path, file, ...foldersOf(path), '']) {
      const reason = this.reasons.get(keyOf(code, ancestor));
      if (reason !== undefined) return reason;
    }
    return undefined;
  }
}

function keyOf(code: string, path: string, service = ''): string {
  return `${code}\n${service}\n${path}`;
}

/** What a path lies under, the nearest first. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}
