import { ClaimOwner, HEALTH_CHECK_PORT } from './claim';
import { nameEntryPort } from './port-entry';
import { allocateFlagNotAllowed } from './rules/allocate-flag-not-allowed';
import { entryRepeated } from './rules/entry-repeated';
import { fieldMisspelt } from './rules/field-misspelt';
import { headlessNodePort } from './rules/headless-node-port';
import { healthCheckPortNotAllowed } from './rules/health-check-port-not-allowed';
import { kubeletPortExposed } from './rules/kubelet-port-exposed';
import { nodePortNotAllowed } from './rules/node-port-not-allowed';
import { nodePortOnExternalName } from './rules/node-port-on-external-name';
import { notAPort } from './rules/not-a-port';
import { portNameMissing } from './rules/port-name-missing';
import { portNameRepeated } from './rules/port-name-repeated';
import { portsMissing } from './rules/ports-missing';
import { servicePortInvalid } from './rules/service-port-invalid';
import { FieldFault, ServiceRule } from './rules/service-rule';
import { typeUnknown } from './rules/type-unknown';
import { valueUndecodable } from './rules/value-undecodable';
import { valueUnsupported } from './rules/value-unsupported';
import { ServiceManifest } from './service-manifest';
import { Authority } from '../findings/finding-kind';

/** One problem with a single Service. */
export interface Fault extends Omit<FieldFault, 'index'> {
  readonly code: string;
  readonly authority: Authority;
  readonly owner: ClaimOwner;
}

/** Finds the node port of an entry of `spec.ports` by its index; -1 is the health check. */
export type PlaceOf = (index: number) => string;

/** What prevents the API server from decoding a Service at all. */
export const DECODING_RULES: readonly ServiceRule[] = [valueUndecodable, notAPort];

/** Whether the API server cannot decode a Service because of a fault, so that it answers before it allocates. */
export function isDecodingFault({ code }: Fault): boolean {
  return DECODING_RULES.some((rule) => rule.code === code);
}

/** The API server's validation of the fields around node ports, which runs after allocation. */
export const VALIDATION_RULES: readonly ServiceRule[] = [
  nodePortNotAllowed,
  nodePortOnExternalName,
  headlessNodePort,
  allocateFlagNotAllowed,
  healthCheckPortNotAllowed,
  kubeletPortExposed,
  portNameMissing,
  portNameRepeated,
  entryRepeated,
  typeUnknown,
  valueUnsupported,
  portsMissing,
  servicePortInvalid,
  fieldMisspelt,
];

/** What some rules find in a Service, each with the field that it is about. */
export function faultsBy(
  rules: readonly ServiceRule[],
  manifest: ServiceManifest,
  owner: ClaimOwner,
  placeOf: PlaceOf,
): Fault[] {
  const faults: Fault[] = [];
  for (const { code, authority, namesPort, check } of rules) {
    for (const { index, ...fault } of check(manifest)) {
      const at = index === undefined ? owner : { ...owner, path: placeOf(index) };
      const port = namesPort && index !== undefined ? portAt(manifest, index) : undefined;
      faults.push({ code, authority, owner: port === undefined ? at : { ...at, port }, ...fault });
    }
  }
  return faults;
}

function portAt({ ports }: ServiceManifest, index: number): string {
  return index < 0 ? HEALTH_CHECK_PORT : nameEntryPort(ports[index]);
}
