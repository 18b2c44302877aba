const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** The pattern of the Services that a claim names: `namespace/name`, or `namespace/*` for any of a namespace. */
export const CLAIMED_SERVICE = `^${LABEL}/(\\*|${LABEL})$`;

/** How long the texts of a claim may be, in characters. */
export const MAX_SERVICE_LENGTH = 127;
export const MAX_PORT_NAME_LENGTH = 63;
export const MAX_CLAIMED_BY_LENGTH = 200;
export const MAX_REASON_LENGTH = 200;
