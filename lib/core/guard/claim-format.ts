const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** The pattern of the Services that a claim names: `namespace/name`, or `namespace/*` for any of a namespace. */
export const CLAIMED_SERVICE = `^${LABEL}/(\\*|${LABEL})$`;

/** How long the texts of a claim may be, in characters. */
export const MAX_SERVICE = 127;
export const MAX_PORT_NAME = 63;
export const MAX_CLAIMED_BY = 200;
export const MAX_REASON = 200;
