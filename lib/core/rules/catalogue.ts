import { dynamicBandFull } from './dynamic-band-full';
import { dynamicPickMayCollide } from './dynamic-pick-may-collide';
import { formerlyUnknown } from './formerly-unknown';
import { hostPortTaken } from './host-port-taken';
import { lockClusterUnknown } from './lock-cluster-unknown';
import { outsideRange } from './outside-range';
import { outsideStaticBand } from './outside-static-band';
import { pinnedInDynamicBand } from './pinned-in-dynamic-band';
import { portDisputed } from './port-disputed';
import { portReserved } from './port-reserved';
import { portRetired } from './port-retired';
import { portTaken } from './port-taken';
import { rangeFull } from './range-full';
import { rangeMeetsComponentPorts } from './range-meets-component-ports';
import { rangeMeetsEphemeralPorts } from './range-meets-ephemeral-ports';
import { reservationFull } from './reservation-full';
import { LedgerRule } from './rule';
import { serviceRepeated } from './service-repeated';
import { staticBandFull } from './static-band-full';
import { staticBandUnprotected } from './static-band-unprotected';
import { staticPortMissing } from './static-port-missing';
import { Authority, FindingKind } from '../findings/finding-kind';
import { USAGE_ERRORS } from '../findings/usage-errors';
import { allocateFlagNotAllowed } from '../service/rules/allocate-flag-not-allowed';
import { entryRepeated } from '../service/rules/entry-repeated';
import { fieldMisspelt } from '../service/rules/field-misspelt';
import { headlessNodePort } from '../service/rules/headless-node-port';
import { healthCheckPortNotAllowed } from '../service/rules/health-check-port-not-allowed';
import { kubeletPortExposed } from '../service/rules/kubelet-port-exposed';
import { nodePortNotAllowed } from '../service/rules/node-port-not-allowed';
import { nodePortOnExternalName } from '../service/rules/node-port-on-external-name';
import { notAPort } from '../service/rules/not-a-port';
import { portNameMissing } from '../service/rules/port-name-missing';
import { portNameRepeated } from '../service/rules/port-name-repeated';
import { portRepeated } from '../service/rules/port-repeated';
import { portsMissing } from '../service/rules/ports-missing';
import { servicePortInvalid } from '../service/rules/service-port-invalid';
import { typeUnknown } from '../service/rules/type-unknown';
import { valueUndecodable } from '../service/rules/value-undecodable';
import { valueUnsupported } from '../service/rules/value-unsupported';

/** Kinds of findings about a single Service. */
const SERVICE_KINDS = [
  portRepeated,
  entryRepeated,
  notAPort,
  nodePortNotAllowed,
  healthCheckPortNotAllowed,
  headlessNodePort,
  allocateFlagNotAllowed,
  kubeletPortExposed,
  portNameMissing,
  portNameRepeated,
  typeUnknown,
  valueUnsupported,
  servicePortInvalid,
  portsMissing,
  valueUndecodable,
  nodePortOnExternalName,
  fieldMisspelt,
] as const;

/** Kinds of findings about all claims of a cluster. */
const RULES = [
  portTaken,
  outsideRange,
  rangeFull,
  outsideStaticBand,
  serviceRepeated,
  staticBandUnprotected,
  pinnedInDynamicBand,
  dynamicPickMayCollide,
  dynamicBandFull,
  portReserved,
  portRetired,
  formerlyUnknown,
  rangeMeetsEphemeralPorts,
  rangeMeetsComponentPorts,
  hostPortTaken,
  staticPortMissing,
  staticBandFull,
  reservationFull,
  portDisputed,
  lockClusterUnknown,
] as const;

const KINDS = [...RULES, ...SERVICE_KINDS, ...USAGE_ERRORS] as const;

/** The slug of a finding: the same in text, API, docs and tests. */
export type Code = (typeof KINDS)[number]['code'];

/** The rules about all claims of a cluster. */
export const LEDGER_RULES: readonly LedgerRule[] = RULES;

/** Everything this library refuses or warns about. The docs, the refusals and their tests cover the same set. */
export const CATALOGUE = Object.fromEntries(KINDS.map((kind) => [kind.code, kind])) as Readonly<
  Record<Code, FindingKind>
>;

/** Every code, in the order of the catalogue. */
export const CODES = Object.keys(CATALOGUE) as readonly Code[];

/** Whether a finding with this code may be accepted. */
export function isAcceptable(code: Code): boolean {
  return CATALOGUE[code].authority === Authority.LIBRARY;
}

/** Whether a text is one of the catalogue's codes. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}
