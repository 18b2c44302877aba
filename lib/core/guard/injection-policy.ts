import { GuardManifest, cel } from './guard-manifest';
import { CLAIM_AS_PARAMETER, EVERY_CLAIM, SERVICE_WRITES } from './guard-policy';
import { ADMISSION_API_VERSION, INJECTION_LABEL, INJECTION_POLICY } from './names';

/** The name of a port of the Service; empty if it has none. */
const NAME_OF_PORT = "(has(p.name) ? p.name : '')";

/** Whether a port is the claimed one: the one with the same name, or the only port if the claim names none. */
const isClaimedPort = cel`
  (${NAME_OF_PORT} == params.spec.port || (params.spec.port == '' && size(object.spec.ports) == 1))`;

const waitsForItsNumber = cel`
  has(object.metadata.name) && params.spec.service == object.metadata.namespace + '/' + object.metadata.name
  && has(object.spec.type) && object.spec.type in ['NodePort', 'LoadBalancer'] && has(object.spec.ports)
  && object.spec.ports.exists_one(p, ${isClaimedPort} && (!has(p.nodePort) || p.nodePort == 0))`;

const putsTheNumber = cel`
  [JSONPatch{op: "add",
    path: "/spec/ports/" + string(object.spec.ports.map(p, ${isClaimedPort}).indexOf(true)) + "/nodePort",
    value: int(params.metadata.name)}]`;

/** The policy that fills in a port's claimed number if the manifest has none. */
export function injectionPolicy(): GuardManifest {
  return {
    why: `A Service with the label ${INJECTION_LABEL}: "true" that names no node port gets the claimed one.`,
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: INJECTION_POLICY },
      spec: {
        failurePolicy: 'Ignore',
        reinvocationPolicy: 'Never',
        paramKind: CLAIM_AS_PARAMETER,
        matchConstraints: {
          // A Service without the label is not evaluated at all.
          objectSelector: { matchLabels: { [INJECTION_LABEL]: 'true' } },
          resourceRules: [SERVICE_WRITES],
        },
        matchConditions: [{ name: 'waits-for-its-number', expression: waitsForItsNumber }],
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: putsTheNumber } }],
      },
    },
  };
}

/** Enables injection. */
export function injectionBinding(): GuardManifest {
  return {
    why: 'Injects into Services of every namespace.',
    object: {
      apiVersion: ADMISSION_API_VERSION,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: INJECTION_POLICY },
      spec: { policyName: INJECTION_POLICY, paramRef: EVERY_CLAIM },
    },
  };
}
