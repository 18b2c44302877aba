import { resolve } from 'node:path';
import { limitedProblems, strictProblems } from '../../core/findings/problem';
import { realPath } from '../../io/files/links';
import { CONFIG_FILE } from '../../io/records/config-file';
import { Report } from '../../report/report';
import { ClusterSettings, Configured, clusterSettings } from '../args/cluster-options';
import { Arguments, ExitCode, Flags } from '../args/command';
import { conclude } from '../run/conclude';
import { configured } from '../run/configured';
import { findingsIn } from '../run/findings-in';
import { inputSettings } from '../run/input-settings';
import { Inputs, inNamespace, readInputs } from '../run/intake';
import { listedFindings } from '../run/listed-findings';
import { destinations, requireFreeOutputs } from '../run/outputs';
import { Operands, Records, claimsOfRecords, rangeOfRecords, recordsAmong, sortOperands } from '../run/records';
import { packageVersion } from '../version';
import { World } from '../world';

/** Reads, checks and reports. Unreadable input does not stop the check of the rest. */
export async function runCheck({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const to = destinations(flags, world);
  const sorted = sortOperands(operands);
  const records = recordsAmong(sorted, world);
  const settings = recordedSettings(flags, configured(flags, world), records);
  const recorded = claimsOfRecords(records, settings.profile.name);
  const intake = await readInputs(sorted.manifests, settings.profile.name, world, inputSettings(flags, world));
  requireFreeOutputs(to, [...intake.paths, ...namedFiles(sorted, flags, world)], world);
  const namespace = flags.text('namespace');
  const services =
    namespace === undefined ? intake.services : intake.services.map((service) => inNamespace(service, namespace));
  return conclude(
    reportOf({ ...settings, taken: [...settings.taken, ...recorded, ...intake.claims] }, { ...intake, services }),
    to,
    world,
  );
}

/** The range of the records counts unless flags or the configuration give another. */
function recordedSettings(flags: Flags, config: Configured, records: Records): ClusterSettings {
  const cluster = flags.text('cluster') ?? config.description?.cluster ?? 'default';
  const portRange = flags.text('range') ?? config.description?.portRange ?? rangeOfRecords(records, cluster);
  return clusterSettings(flags, { ...config, description: { ...config.description, portRange } });
}

/** The records and the description of the cluster that a command line names. */
function namedFiles({ locks, snapshots }: Operands, flags: Flags, { cwd }: World): string[] {
  return [...locks, ...snapshots, flags.text('config') ?? CONFIG_FILE].map((name) => realPath(resolve(cwd, name)));
}

function reportOf(settings: ClusterSettings, { services, hostPorts, problems, files }: Inputs): Report {
  const { profile, isStrict } = settings;
  const { listed, unlisted } = listedFindings(findingsIn(settings, services, hostPorts));
  const unchecked = [...problems, ...unlisted];
  return {
    version: packageVersion(),
    cluster: profile.name,
    portRange: `${profile.range}`,
    findings: listed,
    problems: limitedProblems(isStrict ? strictProblems(unchecked) : unchecked),
    files,
    services: services.length,
  };
}
