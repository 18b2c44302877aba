import { LockEntry, nameEntry } from '../../core/lock/lock';
import { lineStart, printable } from '../../core/text/printable';
import { shellFlag } from '../../core/text/shell';
import { columnText } from '../../report/columns';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { openLock } from '../run/open-lock';
import { World, tell } from '../world';

/** Shows who has which port, cluster by cluster. */
export async function listLock({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  if (operands.length > 0) {
    throw new UsageError(`lock list takes no path. Run cdk8s-nodeport lock list ${shellFlag('lock', operands[0])}`);
  }
  const { file, clusters } = openLock(flags, world);
  if (clusters.length === 0) tell(world, `${file.path} records no cluster.`);
  const tables = clusters.map((name) => {
    const { range, entries } = file.section(name) ?? { range: '', entries: [] };
    const rows = entries.map((entry) =>
      [String(entry.nodePort), entry.state, nameEntry(entry), detail(entry)].map((text) => printable(text)),
    );
    return `${lineStart(name)} ${range}\n${columnText(rows.map((row) => ['', ...row]))}`;
  });
  world.stdout.write(tables.join('\n'));
  return ExitCode.CLEAN;
}

function detail({ service, reservation, owner, reason, since }: LockEntry): string {
  return [
    service !== undefined && reservation !== undefined ? `from reservation ${reservation}` : '',
    [owner, reason].filter((text) => text !== undefined).join(': '),
    since === undefined ? '' : `since ${since}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}
