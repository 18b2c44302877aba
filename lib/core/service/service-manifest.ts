import { FieldMistake, fieldMistakesOf } from './field-mistakes';
import { AnyFields, fieldsOf, textOf } from './fields-of';
import { NodePortField, PortEntry, readPortEntry, readNodePort } from './port-entry';
import { UnsupportedValue, unsupportedValues } from './supported-values';

/** The parts of a Service manifest that determine its node ports. */
export interface ServiceManifest {
  /** Ends in `*` if the API server will complete it (`generateName`). */
  readonly name: string;
  readonly namespace?: string;
  readonly annotations: AnyFields;
  readonly type: string;
  readonly ports: readonly PortEntry[];
  readonly isHeadless: boolean;
  readonly isLocal: boolean;
  /** Undefined if the field is absent. */
  readonly allocatesNodePorts?: boolean;
  readonly healthCheck: NodePortField;
  /** Likely mistakes of its author. */
  readonly mistakes: readonly FieldMistake[];
  /** Values that the API server refuses although it can decode them. */
  readonly unsupported: readonly UnsupportedValue[];
  /** Whether a cluster printed it: then it is unknown whether its numbers were pinned or picked. */
  readonly isLive: boolean;
}

/** Reads a Service manifest; fields with a wrong type count as absent, except for node ports. */
export function readManifest(manifest: unknown): ServiceManifest {
  const fields = fieldsOf(manifest);
  const [metadata, spec] = [fieldsOf(fields.metadata), fieldsOf(fields.spec)];
  const { ports, clusterIP, clusterIPs, allocateLoadBalancerNodePorts: allocates, healthCheckNodePort } = spec;
  return {
    name: nameIn(metadata),
    namespace: textOf(metadata.namespace) || undefined,
    annotations: fieldsOf(metadata.annotations),
    type: textOf(spec.type) || 'ClusterIP',
    ports: Array.isArray(ports) ? ports.map(readPortEntry) : [],
    isHeadless: clusterIP === 'None' || (Array.isArray(clusterIPs) && clusterIPs[0] === 'None'),
    isLocal: spec.externalTrafficPolicy === 'Local',
    allocatesNodePorts: typeof allocates === 'boolean' ? allocates : undefined,
    healthCheck: readNodePort(healthCheckNodePort),
    mistakes: fieldMistakesOf(fields),
    unsupported: unsupportedValues(spec),
    isLive: isPrinted(metadata, fields.status),
  };
}

function nameIn({ name, generateName }: AnyFields): string {
  return textOf(name) ?? (textOf(generateName) ? `${textOf(generateName)}*` : '');
}

/** Whether a cluster printed it. Other tools write the timestamp alone too, and dry runs write it as null. */
function isPrinted({ uid, resourceVersion, creationTimestamp }: AnyFields, status: unknown): boolean {
  return isGiven(uid) || isGiven(resourceVersion) || (isGiven(creationTimestamp) && isGiven(status));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
