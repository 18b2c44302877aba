import { Flags, Options, UsageError } from './command';
import { Reservation } from '../../core/assign/reservation';
import { ClusterDescription, ClusterProfile } from '../../core/cluster/cluster-profile';
import { Acceptance } from '../../core/findings/acceptance';
import { acceptanceFault } from '../../core/rules/acceptances';
import { Claim } from '../../core/service/claim';
import { PortField } from '../../core/service/port-fields';

/** The flags that describe a cluster and decide what counts as a finding in it. */
export const CLUSTER_OPTIONS: Options = {
  'cluster': { type: 'string', value: 'NAME', help: 'The name of the cluster in messages' },
  'range': {
    type: 'string',
    short: 'r',
    value: 'RANGE',
    help: 'The --service-node-port-range of its API server (default: that of the records, or 30000-32767)',
  },
  'kubernetes-version': { type: 'string', value: 'VERSION', help: 'The version of its API server, such as 1.31' },
  'static-subrange-gate': {
    type: 'string',
    value: 'on|off',
    choices: ['on', 'off'],
    help: 'Its feature gate ServiceNodePortStaticSubrange, for 1.27 and 1.28',
  },
  'strict': { type: 'boolean', short: 's', help: 'Treat warnings as errors' },
  'accept': { type: 'string', value: 'CODE=REASON', multiple: true, help: 'Accept findings with this code' },
};

/** The flags that name the file that describes the cluster. */
export const CONFIG_OPTIONS: Options = {
  'config': {
    type: 'string',
    short: 'c',
    value: 'FILE',
    help: 'The file that describes the cluster (default: nodeports.yaml, if there is one)',
  },
  'no-config': { type: 'boolean', help: 'Ignore nodeports.yaml' },
};

/** A cluster, as described by flags and configuration. */
export interface ClusterSettings {
  readonly profile: ClusterProfile;
  readonly isStrict: boolean;
  readonly acceptances: readonly Acceptance[];
  /** Ports that are held outside the manifests. */
  readonly taken: readonly Claim[];
  /** The file that describes the cluster, for findings about it as a whole; undefined if there is none. */
  readonly path?: string;
}

/** What a configuration may contain. */
export interface Configured extends Partial<Omit<ClusterSettings, 'profile'>> {
  readonly description?: ClusterDescription;
  /** Ports that are held for Services in manifests. */
  readonly reservations?: readonly Reservation[];
  /** Patterns of files and folders to skip. */
  readonly exclude?: readonly string[];
  /** Fields of custom resources that ask for node ports. */
  readonly portFields?: readonly PortField[];
}

/** Reads the cluster from flags, which take precedence over the configuration. Throws `UsageError`. */
export function clusterSettings(flags: Flags, configured: Configured = {}): ClusterSettings {
  const { description = {} } = configured;
  const profile = new ClusterProfile({
    ...description,
    cluster: flags.text('cluster') ?? description.cluster,
    portRange: flags.text('range') ?? description.portRange,
    ...versionOf(flags, description),
  });
  return {
    profile,
    isStrict: flags.isOn('strict') ?? configured.isStrict ?? false,
    acceptances: [...(configured.acceptances ?? []), ...flags.texts('accept').map(readAcceptance)],
    taken: configured.taken ?? [],
    path: configured.path,
  };
}

/**
 * The version and feature gate of the API server, from flags or else from a description of the cluster. Throws
 * `UsageError` if there is no such server.
 */
export function versionOf(
  flags: Flags,
  description: ClusterDescription,
): Pick<ClusterDescription, 'kubernetesVersion' | 'staticSubrangeGate'> {
  const gate = flags.text('static-subrange-gate');
  const version = {
    kubernetesVersion: flags.text('kubernetes-version') ?? description.kubernetesVersion,
    staticSubrangeGate: gate === undefined ? description.staticSubrangeGate : gate === 'on',
  };
  requireUsable(version, flags);
  return version;
}

/** The message names a setting by its flag if that is how it was typed. */
function requireUsable(version: ClusterDescription, flags: Flags): void {
  try {
    new ClusterProfile(version);
  } catch (error) {
    const typed = Object.entries(FLAGS).filter(([, flag]) => flags.text(flag) !== undefined);
    const message = typed.reduce((text, [name, flag]) => text.replaceAll(name, `--${flag}`), (error as Error).message);
    throw new UsageError(message);
  }
}

/** The flag that accepts a finding about the cluster. */
export function howToAccept(code: string): string {
  return `--accept ${code}='why'`;
}

/** The flags that set what messages call by the names of props and of `nodeports.yaml`. */
const FLAGS: Readonly<Record<string, string>> = {
  kubernetesVersion: 'kubernetes-version',
  portRange: 'range',
  staticSubrangeGate: 'static-subrange-gate',
};

/** A message with the settings that it advises spelled as flags. */
export function inFlags(message: string): string {
  return message
    .replace(/, then set (\w+): '([\w.-]+)'/g, (text, name: string, value: string) =>
      name in FLAGS ? `, then pass --${FLAGS[name]} ${value}` : text,
    )
    .replace(', then set staticSubrangeGate: true', ', then pass --static-subrange-gate on');
}

function readAcceptance(text: string): Acceptance {
  const [code, ...reason] = text.split('=');
  const acceptance = { path: '', code, reason: reason.join('=') };
  const fault = acceptanceFault(acceptance);
  if (!fault) return acceptance;
  const { what, wayOut } = fault.parts;
  const example = fault.code === 'reason-missing' ? `, as in --accept ${code}='clients move by March'` : '';
  throw new UsageError(`--accept ${text}: ${what}. ${wayOut}${example}`);
}
