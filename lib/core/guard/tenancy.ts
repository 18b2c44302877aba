import { GuardManifest, cel } from './guard-manifest';
import { ADMISSION_API_VERSION, CLAIM_GROUP, CLAIM_PLURAL, CLAIM_VERB, RBAC_GROUP, TENANCY_POLICY } from './names';

/** A user or group that the API server authenticates. */
export interface TenantSubject {
  readonly kind: 'Group' | 'User';
  readonly name: string;
}

/** A user or group that may claim some ports, for Services in namespaces where it may create Services. */
export interface Tenant {
  readonly subject: TenantSubject;
  /** In ascending order, without duplicates. */
  readonly ports: readonly number[];
}

const EVERYBODY = { apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:authenticated' };

const homeOfClaim = "variables.claim.spec.service.split('/')[0]";

const mayCreateServices = cel`
  authorizer.group('').resource('services').namespace(variables.home).check('create').allowed()`;

const mayClaimPort = cel`
  request.operation == 'DELETE'
  || authorizer.group('${CLAIM_GROUP}').resource('${CLAIM_PLURAL}').name(variables.claim.metadata.name)
    .check('${CLAIM_VERB}').allowed()`;

const notYourNamespace = cel`
  request.userInfo.username + ' may not claim or release node port ' + variables.claim.metadata.name
  + (variables.home == '' ? ' without a Service' : ' for namespace ' + variables.home)
  + '. This needs permission to create Services '
  + (variables.home == '' ? 'in all namespaces; check: kubectl auth can-i create services -A'
    : 'in that namespace; check: kubectl auth can-i create services -n ' + variables.home)`;

const notYourPort = cel`
  request.userInfo.username + ' may not claim node port ' + variables.claim.metadata.name
  + '. To see which you may: kubectl auth can-i --list | grep ${CLAIM_PLURAL}'`;

/** Who may read claims: everybody, since every refusal tells them to do so. */
export function readers(): GuardManifest[] {
  return granted(
    'nodeport-claims-read',
    EVERYBODY,
    { verbs: ['get', 'list', 'watch'] },
    {
      role: 'Anybody who is told that a port is claimed may look up the others.',
      binding: 'Lets every authenticated user read claims.',
    },
  );
}

/** The policy and the roles that let tenants claim only their own ports. */
export function tenancy(tenants: readonly Tenant[]): GuardManifest[] {
  return [
    policy(),
    binding(),
    ...granted(
      'nodeport-claims-write',
      EVERYBODY,
      { verbs: ['create', 'update', 'patch', 'delete'] },
      {
        role: 'Its holders may write claims, as far as the policy above allows.',
        binding: 'Lets every authenticated user write claims; the policy above decides which.',
      },
    ),
    ...tenants.flatMap(portsOf),
  ];
}

/** Each tenant once, with all the ports that it is given anywhere. */
export function mergeTenants(tenants: readonly Tenant[]): Tenant[] {
  const merged = new Map<string, Tenant>();
  for (const { subject, ports } of tenants) {
    const key = roleOf(subject);
    const all = new Set([...(merged.get(key)?.ports ?? []), ...ports]);
    merged.set(key, { subject, ports: [...all].sort((a, b) => a - b) });
  }
  return [...merged.values()];
}

function policy(): GuardManifest {
  const operations = ['CREATE', 'UPDATE', 'DELETE'];
  const writes = { apiGroups: [CLAIM_GROUP], apiVersions: ['v1'], operations, resources: [CLAIM_PLURAL] };
  return {
    why: `Claiming takes the verb "${CLAIM_VERB}" on the port and the right to create Services in the namespace.`,
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: TENANCY_POLICY },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: { resourceRules: [writes] },
        variables: [
          { name: 'claim', expression: 'object != null ? object : oldObject' },
          // Empty for a port that no Service may use; that requires the right to create Services in every namespace.
          { name: 'home', expression: homeOfClaim },
        ],
        validations: [
          { expression: mayCreateServices, messageExpression: notYourNamespace, reason: 'Forbidden' },
          { expression: mayClaimPort, messageExpression: notYourPort, reason: 'Forbidden' },
        ],
      },
    },
  };
}

function binding(): GuardManifest {
  return {
    why: 'Refuses claims of others.',
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: TENANCY_POLICY },
      spec: { policyName: TENANCY_POLICY, validationActions: ['Deny'] },
    },
  };
}

function portsOf({ subject, ports }: Tenant): GuardManifest[] {
  const who = `${subject.kind.toLowerCase()} ${subject.name}`;
  const rule = { verbs: [CLAIM_VERB], resourceNames: ports.map(String) };
  return granted(roleOf(subject), { apiGroup: RBAC_GROUP, ...subject }, rule, {
    role: `The ports of ${who}.`,
    binding: `Gives them to ${who}.`,
  });
}

/** The name of a role allows the same characters as a group or user, except slashes and percent signs. */
function roleOf({ kind, name }: TenantSubject): string {
  const escaped = name.replace(/[/%~]/g, (sign) => `~${sign.charCodeAt(0).toString(16)}`);
  return `nodeport-range-${kind.toLowerCase()}-${escaped}`;
}

interface Rule {
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

function granted(name: string, subject: object, rule: Rule, why: { role: string; binding: string }): GuardManifest[] {
  const apiVersion = `${RBAC_GROUP}/v1`;
  const roleRef = { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name };
  const rules = [{ apiGroups: [CLAIM_GROUP], resources: [CLAIM_PLURAL], ...rule }];
  return [
    { why: why.role, object: { apiVersion, kind: 'ClusterRole', metadata: { name }, rules } },
    {
      why: why.binding,
      object: { apiVersion, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects: [subject] },
    },
  ];
}
