import { ClusterSettings, Configured, clusterSettings, howToAccept } from './cluster-options';
import { Arguments, ExitCode, Flags, UsageError } from './command';
import { conclude } from './conclude';
import { Intake, takeIn } from './intake';
import { claimsOfLocks, isLockFile } from './open-lock';
import { destinations } from './outputs';
import { packageVersion } from './version';
import { World } from './world';
import { Finding, compareFindings, comparePaths, weighed } from '../core/finding';
import { Ledger, takenClaim } from '../core/ledger';
import { findingsOf } from '../core/rules';
import { CONFIG_FILE, readConfig } from '../io/config-file';
import { Report } from '../report/report';

/** Reads, judges and reports; what could not be read does not keep the rest from being judged. */
export async function runCheck({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const to = destinations(flags);
  const settings = clusterSettings(flags, configured(flags, world));
  const locked = claimsOfLocks([...new Set(operands.filter(isLockFile))], settings.profile.name, world);
  const intake = await takeIn(operands.filter((operand) => !isLockFile(operand)), settings.profile.name, world);
  return conclude(reportOf({ ...settings, taken: [...settings.taken, ...locked] }, intake), to, world);
}

/** What the file says that describes the cluster, where there is one. */
function configured(flags: Flags, { cwd }: World): Configured {
  const named = flags.text('config');
  if (flags.isOn('no-config')) {
    if (named !== undefined) throw new UsageError('--config and --no-config contradict each other. Leave one of them out');
    return {};
  }
  const config = readConfig(named ?? CONFIG_FILE, cwd, named !== undefined);
  if (!config) return {};
  const cluster = config.description.cluster ?? 'default';
  return { ...config, taken: config.takenPorts.map(({ port, reason, path }) => takenClaim(cluster, path, port, reason)) };
}

function reportOf(settings: ClusterSettings, { services, problems, files }: Intake): Report {
  const { profile } = settings;
  return {
    version: packageVersion(),
    cluster: profile.name,
    portRange: `${profile.range}`,
    findings: judge(settings, { services }),
    problems,
    files,
    services: services.length,
  };
}

function judge({ profile, taken, acceptances, isStrict, path }: ClusterSettings, { services }: Pick<Intake, 'services'>): Finding[] {
  const ledger = new Ledger(profile, services, taken);
  // Where no file describes the cluster, its findings stand at the first Service that meets them.
  const first = services.filter(({ claims }) => claims.length > 0).map(({ owner }) => owner.path).sort(comparePaths)[0];
  const all = [...acceptances, ...services.flatMap((service) => service.acceptances)];
  return weighed(findingsOf(ledger, path ?? first ?? '', all, howToAccept), isStrict).sort(compareFindings);
}
