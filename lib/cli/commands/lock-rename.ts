import { count } from '../../core/text/count';
import { printable } from '../../core/text/printable';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { commandOnLock, openLock, unknownCluster } from '../run/open-lock';
import { World } from '../world';

/** Renames the section of a cluster. */
export async function renameInLock({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const [from, to, ...others] = operands;
  if (from === undefined || to === undefined || others.length > 0) {
    throw new UsageError('lock rename takes two names, as in cdk8s-nodeport lock rename default prod');
  }
  const { file, clusters } = openLock(flags, world);
  const section = file.section(from);
  if (section === undefined) {
    throw unknownCluster(file, from, (known) =>
      known === to ? 'There is nothing to rename' : `Type ${commandOnLock(flags, 'rename', known, to)}`,
    );
  }
  if (clusters.includes(to)) {
    throw new UsageError(
      `${file.path} already records cluster ${to}. Choose another name, or remove one of the two sections`,
    );
  }
  file.write(
    new Map([
      [from, undefined],
      [to, section],
    ]),
  );
  world.stdout.write(
    `${printable(file.path)}: cluster ${printable(from)} is now called ${printable(to)}, with ` +
      `${count(section.entries.length, 'port')}.\n`,
  );
  return ExitCode.CLEAN;
}
