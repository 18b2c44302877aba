import { acceptanceFault } from './acceptances';
import { Acceptable, Acceptance } from '../findings/acceptance';
import { fileOfPlace } from '../findings/place';

/**
 * The accepted findings of a report, indexed by what they cover: a report may have as many acceptances as findings, so
 * comparing each with all others would take too long.
 */
export class AcceptedFindings {
  private readonly reasons = new Map<string, string>();

  /** @param acceptances if several cover a finding, the nearest one gives the reason */
  constructor(acceptances: readonly Acceptance[]) {
    for (const acceptance of acceptances) {
      if (acceptanceFault(acceptance) !== undefined) continue;
      const { code, service } = acceptance;
      // In a file, the ports of a Service are on other lines than its name.
      const path = service === undefined ? acceptance.path : fileOfPlace(acceptance.path);
      const key = keyOf(code, path, service);
      if (!this.reasons.has(key)) this.reasons.set(key, acceptance.reason.trim());
    }
  }

  /** The reason for accepting a finding; undefined if it is not accepted. */
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

/** The folders or scopes that contain a path, nearest first. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}
