/** The API group of claims; the policies that guard them use it as a suffix. */
export const CLAIM_GROUP = 'nodeport.cdk8s.io';
export const CLAIM_API_VERSION = `${CLAIM_GROUP}/v1`;
export const CLAIM_KIND = 'NodePortClaim';
export const CLAIM_PLURAL = 'nodeportclaims';
export const CLAIM_DEFINITION = `${CLAIM_PLURAL}.${CLAIM_GROUP}`;

export const GUARD_POLICY = 'nodeport-guard.cdk8s.io';
export const INJECTION_POLICY = 'nodeport-inject.cdk8s.io';
export const TENANCY_POLICY = 'nodeport-claims.cdk8s.io';

/** A Service with this label set to "true" gets the numbers that are claimed for it. */
export const INJECTION_LABEL = 'nodeport.cdk8s.io/from-claims';

/**
 * The `claimedBy` of Services that were running before claims existed; the owner of such a Service may take over its
 * claim.
 */
export const ADOPTED = 'adopted';

export const ADMISSION_API_VERSION = 'admissionregistration.k8s.io/v1';
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** The verb that a role needs for a port when tenancy is on. */
export const CLAIM_VERB = 'claim';
