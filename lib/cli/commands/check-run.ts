import { Report } from '../../report/report';
import { ClusterSettings, clusterSettings } from '../args/cluster-options';
import { Arguments, ExitCode } from '../args/command';
import { inputSettings } from '../args/input-options';
import { conclude } from '../run/conclude';
import { configured } from '../run/configured';
import { Inputs, inNamespace, readInputs } from '../run/intake';
import { findingsIn } from '../run/findings-in';
import { destinations } from '../run/outputs';
import { claimsOfRecords, sortOperands } from '../run/records';
import { packageVersion } from '../version';
import { World } from '../world';

/** Reads, judges and reports; what could not be read does not keep the rest from being judged. */
export async function runCheck({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const to = destinations(flags);
  const settings = clusterSettings(flags, configured(flags, world));
  const sorted = sortOperands(operands);
  const recorded = claimsOfRecords(sorted, settings.profile.name, world);
  const intake = await readInputs(sorted.manifests, settings.profile.name, world, inputSettings(flags));
  const namespace = flags.text('namespace');
  const services = namespace === undefined ? intake.services : intake.services.map((service) => inNamespace(service, namespace));
  return conclude(reportOf({ ...settings, taken: [...settings.taken, ...recorded] }, { ...intake, services }), to, world);
}

function reportOf(settings: ClusterSettings, { services, problems, files }: Inputs): Report {
  const { profile } = settings;
  return {
    version: packageVersion(),
    cluster: profile.name,
    portRange: `${profile.range}`,
    findings: findingsIn(settings, services),
    problems,
    files,
    services: services.length,
  };
}
