import {
  CLAIMED_SERVICE,
  MAX_CLAIMED_BY_LENGTH,
  MAX_PORT_NAME_LENGTH,
  MAX_REASON_LENGTH,
  MAX_SERVICE_LENGTH,
} from './claim-format';
import { GuardManifest, cel } from './guard-manifest';
import { ADOPTED, CLAIM_DEFINITION, CLAIM_GROUP, CLAIM_KIND, CLAIM_PLURAL } from './names';

const VERSION = 'v1';

/** The first minor version whose rules can set a field path and a reason; earlier ones can only set a message. */
const RULES_WITH_REASONS = 28;

/** Strings that are a port, from 1 to 65535, without leading zeros. */
const isPort = cel`
  self.metadata.name.matches('^[1-9][0-9]{0,4}$') && int(self.metadata.name) <= 65535`;

const isNamedAfterPort = {
  rule: isPort,
  messageExpression: '"a NodePortClaim is named after its node port, such as 30009, not " + self.metadata.name',
  reason: 'FieldValueInvalid',
  fieldPath: '.metadata.name',
};

/**
 * Without this rule, two repositories that share a field manager, as under Argo CD or Flux, would overwrite each
 * other's claims.
 */
const keepsItsOwner = {
  rule: cel`
    (self.spec.claimedBy == oldSelf.spec.claimedBy || oldSelf.spec.claimedBy == '${ADOPTED}')
    && (self.spec.service == oldSelf.spec.service || oldSelf.spec.service == '')`,
  messageExpression: cel`
    'node port ' + self.metadata.name + ' is already claimed by ' + oldSelf.spec.claimedBy
    + (oldSelf.spec.service == '' ? '' : ' for ' + oldSelf.spec.service)
    + (oldSelf.spec.reason == '' ? '' : ' (' + oldSelf.spec.reason + ')')
    + '. Use a port that "kubectl get nodeportclaims" does not list,'
    + ' or ask the owner to release this one: kubectl delete nodeportclaim ' + self.metadata.name`,
  reason: 'FieldValueForbidden',
  fieldPath: '.spec.service',
};

const SPEC = {
  type: 'object',
  required: ['claimedBy'],
  properties: {
    service: {
      type: 'string',
      maxLength: MAX_SERVICE_LENGTH,
      default: '',
      pattern: `^$|${CLAIMED_SERVICE}`,
      description:
        'The Service that may have the port, as namespace/name, or namespace/* for any of a namespace. ' +
        'When it is empty, the port is held and no Service may have it. Once set, it cannot be changed.',
    },
    port: {
      type: 'string',
      maxLength: MAX_PORT_NAME_LENGTH,
      default: '',
      description: 'The name of the port of the Service that the number is for. Empty for the only port of a Service.',
    },
    claimedBy: {
      type: 'string',
      minLength: 1,
      maxLength: MAX_CLAIMED_BY_LENGTH,
      description:
        'Whom to talk to: the repository that applies the claim. ' + `It cannot be changed, unless it is "${ADOPTED}".`,
    },
    reason: { type: 'string', maxLength: MAX_REASON_LENGTH, default: '', description: 'Why the port is claimed.' },
  },
};

const COLUMNS = [
  { name: 'Service', type: 'string', jsonPath: '.spec.service' },
  { name: 'Port', type: 'string', jsonPath: '.spec.port' },
  { name: 'Claimed-By', type: 'string', jsonPath: '.spec.claimedBy' },
  { name: 'Reason', type: 'string', jsonPath: '.spec.reason', priority: 1 },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
];

/**
 * The definition of NodePortClaim.
 *
 * @param minor the minor version of Kubernetes 1.x; undefined for a recent one
 */
export function claimDefinition(minor?: number): GuardManifest {
  return {
    why: 'A claim is named after its node port, so the API server accepts at most one.',
    object: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: CLAIM_DEFINITION },
      spec: {
        group: CLAIM_GROUP,
        scope: 'Cluster',
        names: {
          kind: CLAIM_KIND,
          listKind: `${CLAIM_KIND}List`,
          plural: CLAIM_PLURAL,
          singular: CLAIM_KIND.toLowerCase(),
          shortNames: ['npc'],
        },
        versions: [
          {
            name: VERSION,
            served: true,
            storage: true,
            additionalPrinterColumns: COLUMNS,
            schema: { openAPIV3Schema: schemaFor(minor) },
          },
        ],
      },
    },
  };
}

function schemaFor(minor: number | undefined): object {
  const rules = [isNamedAfterPort, keepsItsOwner];
  const bareRules = rules.map(({ rule, messageExpression }) => ({ rule, messageExpression }));
  const knowsReasons = minor === undefined || minor >= RULES_WITH_REASONS;
  return {
    'type': 'object',
    'description': 'Claims the node port that it is named after for one Service of the cluster.',
    'required': ['spec'],
    'properties': {
      // The API server limits the cost of the rules by the longest possible name.
      metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 253 } } },
      spec: SPEC,
    },
    'x-kubernetes-validations': knowsReasons ? rules : bareRules,
  };
}
