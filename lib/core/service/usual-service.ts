import { mayHoldMistake } from './field-mistakes';
import { AnyFields, NO_FIELDS, isMap } from './fields-of';
import { PortEntry, isUnsetOrWhole } from './port-entry';
import { ServiceManifest } from './service-manifest';
import { unsupportedValues } from './supported-values';
import { LIMITS } from '../limits';

/**
 * Reads a Service like nearly all in an app: of type NodePort, with one port, and nothing else that affects node ports.
 *
 * Gives the same result as `readManifest` in fewer steps, because an app is judged before its code is warm. Undefined
 * for any other Service.
 */
export function usualService(rendered: unknown): ServiceManifest | undefined {
  if (!isMap(rendered) || !hasOnly(TOP_FIELDS, rendered)) return undefined;
  const { metadata, spec } = rendered;
  if (!isMap(metadata) || !isMap(spec) || spec.type !== 'NodePort' || !isPlain(spec)) return undefined;
  // Annotations can accept findings, and fields that a cluster adds show that the Service is live.
  if (!hasOnly(METADATA_FIELDS, metadata)) return undefined;
  const { name, namespace } = metadata;
  const entry = onlyPort(spec.ports);
  if (entry === undefined || !isName(name) || (namespace !== undefined && (!isName(namespace) || namespace === ''))) {
    return undefined;
  }
  // Last, because the full read asks again.
  if (unsupportedValues(spec).length > 0) return undefined;
  return {
    name,
    namespace,
    annotations: NO_FIELDS,
    type: 'NodePort',
    ports: [entry],
    isHeadless: false,
    isLocal: spec.externalTrafficPolicy === 'Local',
    allocatesNodePorts: undefined,
    healthCheck: NO_HEALTH_CHECK,
    mistakes: NO_MISTAKES,
    unsupported: NO_VALUES,
    isLive: false,
  };
}

/** A field of the spec that is indented too little is a mistake to report. */
const TOP_FIELDS = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
const METADATA_FIELDS = new Set(['name', 'namespace', 'labels']);

/** Spec fields that affect nothing but the type, the ports and the policy. */
const USUAL_FIELDS = new Set([
  'type',
  'ports',
  'selector',
  'externalTrafficPolicy',
  'internalTrafficPolicy',
  'sessionAffinity',
  // A cdk8s-plus Service always has it, if only as an empty list.
  'externalIPs',
  'ipFamilies',
  'ipFamilyPolicy',
  'publishNotReadyAddresses',
]);

function isPlain(spec: AnyFields): boolean {
  if (!hasOnly(USUAL_FIELDS, spec)) return false;
  const { externalTrafficPolicy: policy } = spec;
  return policy === undefined || typeof policy === 'string';
}

function hasOnly(names: ReadonlySet<string>, fields: AnyFields): boolean {
  for (const key in fields) if (!names.has(key) && fields[key] !== undefined) return false;
  return true;
}

const NO_HEALTH_CHECK: ServiceManifest['healthCheck'] = Object.freeze({ nodePort: 0, unreadable: undefined });
const NO_MISTAKES: ServiceManifest['mistakes'] = Object.freeze([]);
const NO_VALUES: ServiceManifest['unsupported'] = Object.freeze([]);

function onlyPort(ports: unknown): PortEntry | undefined {
  if (!Array.isArray(ports) || ports.length !== 1 || !isMap(ports[0])) return undefined;
  if (mayHoldMistake(ports[0])) return undefined;
  const { name = '', port, protocol = 'TCP', nodePort = 0 } = ports[0];
  if (!isName(name) || typeof port !== 'number' || !isName(protocol) || protocol === '') return undefined;
  return isUnsetOrWhole(nodePort)
    ? { index: 0, name, port, protocol, nodePort: nodePort ?? 0, unreadable: undefined }
    : undefined;
}

/** Whether it is a string that a report can print in full. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LIMITS.nameLength;
}
