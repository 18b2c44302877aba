import { takenClaim } from '../../core/service/claim';
import { readConfig, readDefaultConfig } from '../../io/records/config-file';
import { Configured } from '../args/cluster-options';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** The content of the file that describes the cluster, if there is one. */
export function configured(flags: Flags, { cwd }: World): Configured {
  const named = flags.text('config');
  if (flags.isOn('no-config')) {
    if (named !== undefined) {
      throw new UsageError('--config and --no-config contradict each other. Remove one of them');
    }
    return {};
  }
  const config = named === undefined ? readDefaultConfig(cwd) : readConfig(named, cwd);
  if (!config) return {};
  const cluster = config.description.cluster ?? 'default';
  return {
    ...config,
    taken: config.takenPorts.map(({ port, reason, path }) => takenClaim(cluster, path, port, reason)),
  };
}
