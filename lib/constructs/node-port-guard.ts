import { Construct } from 'constructs';
import { NodePortGuardAction, NodePortGuardProps, NodePortTenant } from './node-port-guard-props';
import { usageErrorInAppLanguage } from './synth/app-language';
import { clusterScoped } from './synth/cluster-scoped';
import { parsePortList } from '../core/assign/reservation';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { GuardFault, GuardOptions, guardFault, guardManifests } from '../core/guard/guard-objects';
import { Tenant, mergeTenants } from '../core/guard/tenancy';
import { isDnsLabel } from '../core/text/shell';

/** The way out when a version of Kubernetes lacks a part of the guard. */
const WAYS_OUT: Record<GuardFault['part'], string> = {
  claims: 'Upgrade the cluster',
  guard: 'Set action: NodePortGuardAction.NONE to install the claims alone',
  injection: 'Remove injection',
  tenancy: 'Remove tenants',
};

/**
 * Makes a cluster protect its claimed node ports by itself, across all repositories that deploy to it. Installs the
 * NodePortClaim definition, the policy that keeps a claimed port for its Service and, on request, injection and
 * tenancy. No controller and no webhook is installed. `cdk8s-nodeport guard` prints the same objects.
 *
 * Applying it requires `cluster-admin` rights, so add it once, to the app of the team that runs the cluster.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class NodePortGuard extends Construct {
  /**
   * Adds the guard to a chart.
   *
   * Throws `guard-invalid` if the Kubernetes version lacks a requested feature or if a tenant or namespace is invalid,
   * and `kubernetes-version-invalid`.
   *
   * @param scope the chart, or a construct in it
   * @param id the ID of the guard in the scope
   * @param props what to guard, and how
   */
  constructor(scope: Construct, id: string, props: NodePortGuardProps = {}) {
    super(scope, id);
    const options = this.optionsOf(props);
    const fault = guardFault(options);
    if (fault) throw this.invalid(fault.what, WAYS_OUT[fault.part]);
    const objects = guardManifests(options).map(({ object }) =>
      clusterScoped(this, `${object.kind}-${object.metadata.name}`, object),
    );
    // The definition of claims comes first, so that everything can be applied in one go.
    objects.slice(1).forEach((object, index) => object.addDependency(objects[index]));
  }

  private optionsOf(props: NodePortGuardProps): GuardOptions {
    const { action = NodePortGuardAction.DENY, exemptNamespaces = [] } = props;
    const odd = exemptNamespaces.find((name) => !isDnsLabel(name));
    if (odd !== undefined) {
      const what = `${JSON.stringify(odd)} is not the name of a namespace`;
      throw this.invalid(what, "Write it as exemptNamespaces: ['kube-system']");
    }
    return {
      verdict: action === NodePortGuardAction.NONE ? undefined : VERDICTS[action],
      exemptNamespaces,
      injects: props.injection ?? false,
      tenants: props.tenants && mergeTenants(props.tenants.map((tenant) => this.tenantOf(tenant))),
      minor: new ClusterProfile({ kubernetesVersion: props.kubernetesVersion }).minor,
    };
  }

  private tenantOf({ group, user, ports }: NodePortTenant): Tenant {
    const name = group ?? user;
    if (!name || (group !== undefined && user !== undefined)) {
      const what = `a tenant has ${name ? 'a group and a user' : 'neither group nor user'}`;
      throw this.invalid(what, "Write one of them, such as group: 'team-a'");
    }
    const subject = { kind: group === undefined ? 'User' : 'Group', name } as const;
    return { subject, ports: parsePortList(ports, `${this.node.path}, tenant ${name}`) };
  }

  private invalid(what: string, wayOut: string): Error {
    return usageErrorInAppLanguage('guard-invalid', { who: this.node.path, what, wayOut });
  }
}

const VERDICTS = { [NodePortGuardAction.DENY]: 'Deny', [NodePortGuardAction.WARN]: 'Warn' } as const;
