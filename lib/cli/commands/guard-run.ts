import { parsePortList } from '../../core/assign/reservation';
import { ClusterProfile } from '../../core/cluster/cluster-profile';
import { GuardFault, GuardOptions, guardFault, guardManifests } from '../../core/guard/guard-objects';
import { Tenant, TenantSubject, mergeTenants } from '../../core/guard/tenancy';
import { isDnsLabel } from '../../core/text/shell';
import { printObjects } from '../../io/records/objects-text';
import { versionOf } from '../args/cluster-options';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { configured } from '../run/configured';
import { World } from '../world';

/** What to do if a version of Kubernetes lacks a part of the guard. */
const WAYS_OUT: Record<GuardFault['part'], string> = {
  claims: 'Upgrade the cluster',
  guard: 'Install the claims alone: cdk8s-nodeport guard --claims-only',
  injection: 'Remove --inject',
  tenancy: 'Remove --tenancy',
};

/** Prints the guard, in the order in which it is to be applied. */
export function runGuard({ operands, flags }: Arguments, world: World): ExitCode {
  if (operands.length > 0) throw new UsageError(`guard takes no operand. Remove ${operands[0]}`);
  const options = guardOptions(flags, world);
  const fault = guardFault(options);
  if (fault) throw new UsageError(`${fault.what}. ${WAYS_OUT[fault.part]}`);
  world.stdout.write(printObjects(guardManifests(options)));
  return ExitCode.CLEAN;
}

function guardOptions(flags: Flags, world: World): GuardOptions {
  const { description = {} } = configured(flags, world);
  const tenants = tenantsIn(flags);
  const options = {
    verdict: requestedVerdict(flags),
    exemptNamespaces: flags.texts('exempt-namespace').map(requireNamespace),
    injects: flags.isOn('inject') ?? false,
    tenants: tenants.length === 0 ? undefined : tenants,
    minor: new ClusterProfile(versionOf(flags, description)).minor,
  };
  if (options.verdict === undefined && options.exemptNamespaces.length > 0) {
    throw new UsageError('--claims-only guards nothing that could be exempt. Remove --exempt-namespace');
  }
  return options;
}

function requestedVerdict(flags: Flags): GuardOptions['verdict'] {
  const [warns, claimsOnly] = [flags.isOn('warn'), flags.isOn('claims-only')];
  if (warns && claimsOnly) {
    throw new UsageError('--warn and --claims-only contradict each other. Remove one of them');
  }
  if (claimsOnly) return undefined;
  return warns ? 'Warn' : 'Deny';
}

function requireNamespace(name: string): string {
  if (isDnsLabel(name)) return name;
  throw new UsageError(
    `--exempt-namespace ${name} is not the name of a namespace. Write it as --exempt-namespace kube-system`,
  );
}

function tenantsIn(flags: Flags): Tenant[] {
  return mergeTenants([
    ...flags.texts('tenancy').map((text) => tenantOf(text, 'Group', '--tenancy')),
    ...flags.texts('tenancy-user').map((text) => tenantOf(text, 'User', '--tenancy-user')),
  ]);
}

/** The name of a group may hold an equals sign, as those of LDAP do; ports cannot. */
function tenantOf(text: string, kind: TenantSubject['kind'], flag: string): Tenant {
  const match = /^(.+)=([^=]+)$/.exec(text);
  if (!match) throw new UsageError(`${flag} ${text} does not name ports. Write it as ${flag} team-a=30010-30019`);
  return { subject: { kind, name: match[1] }, ports: parsePortList(match[2], flag) };
}
