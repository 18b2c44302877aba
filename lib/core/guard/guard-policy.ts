import { GuardManifest, cel } from './guard-manifest';
import { ADMISSION_API_VERSION, CLAIM_API_VERSION, CLAIM_KIND, GUARD_POLICY } from './names';

/** Writes to Services; their status and deletion need no guard. */
export const SERVICE_WRITES = {
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['services'],
};

/** Every claim is a parameter of the policy; without claims there is nothing to guard. */
export const EVERY_CLAIM = { selector: {}, parameterNotFoundAction: 'Allow' };

export const CLAIM_AS_PARAMETER = { apiVersion: CLAIM_API_VERSION, kind: CLAIM_KIND };

/** What the guard does with a Service that uses a port claimed for another. */
export type GuardVerdict = 'Deny' | 'Warn';

const hasClaimedPort = (service: string): string => cel`
  (has(${service}.spec.ports)
    && ${service}.spec.ports.exists(p, has(p.nodePort) && string(p.nodePort) == params.metadata.name))
  || (has(${service}.spec.healthCheckNodePort)
    && string(${service}.spec.healthCheckNodePort) == params.metadata.name)`;

const isOwner = cel`
  params.spec.service == object.metadata.namespace + '/' + object.metadata.name
  || params.spec.service == object.metadata.namespace + '/*'`;

/** Only these types hold the numbers they carry: an ExternalName may carry any number. */
const heldItBefore = cel`
  oldObject != null && oldObject.spec.type in ['NodePort', 'LoadBalancer'] && (${hasClaimedPort('oldObject')})`;

const refusal = cel`
  'node port ' + params.metadata.name + ' is claimed by ' + params.spec.claimedBy
  + (params.spec.service == '' ? '' : ' for Service ' + params.spec.service)
  + (params.spec.reason == '' ? '' : ' (' + params.spec.reason + ')')
  + '. Use a port that "kubectl get nodeportclaims" does not list.'
  + ' If your manifest sets no nodePort, the API server picked this one; apply it again to get another.'`;

/** The policy that keeps a claimed port for its Service. The API server evaluates it once for each claim. */
export function guardPolicy(): GuardManifest {
  return {
    why: 'A claimed node port is for the Service that it is claimed for; a Service that had it before keeps it.',
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: GUARD_POLICY },
      spec: {
        // Violations are still denied. But if claims cannot be read, for example because their definition is missing,
        // no Service is blocked.
        failurePolicy: 'Ignore',
        paramKind: CLAIM_AS_PARAMETER,
        matchConstraints: { resourceRules: [SERVICE_WRITES] },
        matchConditions: [{ name: 'has-the-claimed-port', expression: hasClaimedPort('object') }],
        validations: [
          {
            expression: `${isOwner} || (${heldItBefore})`,
            messageExpression: refusal,
            reason: 'Forbidden',
          },
        ],
      },
    },
  };
}

/**
 * Enables the guard.
 *
 * @param verdict what happens to a Service that uses a port claimed for another
 * @param exemptNamespaces namespaces whose Services are not checked
 */
export function guardBinding(verdict: GuardVerdict, exemptNamespaces: readonly string[]): GuardManifest {
  const exempt = exemptNamespaces.length === 0 ? {} : { matchResources: outside(exemptNamespaces) };
  return {
    why:
      verdict === 'Deny'
        ? 'Refuses a Service that takes the claimed port of another.'
        : 'Warns about a Service that takes the claimed port of another, and lets it pass.',
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: GUARD_POLICY },
      spec: {
        policyName: GUARD_POLICY,
        // Warnings also go to the audit log, since the user who applies may never see them.
        validationActions: verdict === 'Deny' ? ['Deny'] : ['Warn', 'Audit'],
        ...exempt,
        paramRef: EVERY_CLAIM,
      },
    },
  };
}

function outside(namespaces: readonly string[]): object {
  const name = { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...namespaces] };
  return { namespaceSelector: { matchExpressions: [name] } };
}
