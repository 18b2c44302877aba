import { releasePorts, retiredBefore } from '../../core/lock/lock-edits';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { writeEdit } from '../run/lock-edit';
import { onlyCluster, openLock } from '../run/open-lock';
import { World } from '../world';

/** Releases retired ports, so that they can be assigned again. */
export async function releaseLocked({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const day = flags.text('before');
  if (day !== undefined && !isDay(day)) {
    throw new UsageError(`--before ${day} is not a date. Write it as YYYY-MM-DD, such as 2026-03-31`);
  }
  if (operands.length === 0 && day === undefined) {
    throw new UsageError(
      'Nothing to release. Name ports, as in cdk8s-nodeport lock release 30009, or a date with --before 2026-03-31',
    );
  }
  const odd = operands.find((operand) => !/^\d{1,5}$/.test(operand));
  if (odd !== undefined) {
    throw new UsageError(`${odd} is not a port. Write its number, as in cdk8s-nodeport lock release 30009`);
  }
  const { file, clusters } = openLock(flags, world);
  const { cluster, section } = onlyCluster(file, clusters, 'lock release works on one cluster at a time');
  const ports = [...operands.map(Number), ...(day === undefined ? [] : retiredBefore(section, day))];
  return writeEdit(file, cluster, releasePorts(section, ports), 'released', world);
}

function isDay(text: string): boolean {
  const time = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
