import { type PlainCopy, plainCopy } from './plain-copy';

/** The type of a Service in Pulumi. */
export const SERVICE = 'kubernetes:core/v1:Service';

/** A resource as a policy is given it. */
export interface GivenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: object;
  readonly provider?: { readonly name: string; readonly props: object };
}

/** A Service as far as it is known. */
export interface ServiceReading {
  /** As plain data, without the ports that are not known; undefined if nothing can be told about its ports. */
  readonly manifest?: object;
  /** For each entry of the manifest's `spec.ports`, its index in the program. */
  readonly indexes: readonly number[];
  /** The fields that matter and are not known until the update. */
  readonly gaps: readonly string[];
  /** Whether some of its ports are not known. */
  readonly isPartial: boolean;
  /** Whether its namespace or name is not known, so that nothing can be recorded for it. */
  readonly isUnknownOwner: boolean;
}

interface Metadata {
  readonly name?: unknown;
  readonly namespace?: unknown;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** What decides about node ports. */
const FIELDS = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
const RELEVANT = [
  /^(metadata|spec)$/,
  /^metadata\.(name|namespace|labels|annotations)$/,
  /^metadata\.(labels|annotations)\["nodeport\.cdk8s\.io\//,
  /^spec\.(type|ports|externalTrafficPolicy|allocateLoadBalancerNodePorts|healthCheckNodePort)$/,
  /^spec\.ports\[\d+\](\.(name|port|protocol|nodePort))?$/,
];
/** Without one of these, nothing can be told. */
const ESSENTIAL = /^(metadata|spec|spec\.(type|ports|allocateLoadBalancerNodePorts))$/;
const OWNER = /^(metadata\.(name|namespace)|the namespace of its provider)$/;

/** The mark of a name that Pulumi made up, and makes up anew when it replaces the Service. */
const AUTONAMED = 'pulumi.com/autonamed';

/** Reads a Service that a policy was given. */
export function readService(resource: GivenResource): ServiceReading {
  const copy = plainCopy(resource.props, FIELDS);
  const home = homeOf(resource, copy);
  const gaps = [...copy.unknown.filter((path) => RELEVANT.some((pattern) => pattern.test(path))), ...home.gaps];
  const isUnknownOwner = gaps.some((gap) => OWNER.test(gap));
  const ports = portsOf(copy);
  const indexes = [...ports.keys()].filter((index) => !gaps.some((gap) => gap.startsWith(`spec.ports[${index}]`)));
  const isOpaque = gaps.some((gap) => ESSENTIAL.test(gap)) || (indexes.length === 0 && ports.length > 0);
  return {
    manifest: isOpaque
      ? undefined
      : {
          ...copy.value,
          metadata: metadataOf(resource.name, copy, { namespace: home.namespace, isUnknownOwner }),
          spec: specOf(
            copy,
            indexes.map((index) => ports[index]),
          ),
        },
    indexes,
    gaps,
    isPartial: gaps.some((gap) => gap.startsWith('spec')),
    isUnknownOwner,
  };
}

/** The namespace of the provider, in which a Service without one of its own is. */
function homeOf({ provider }: GivenResource, { value, unknown }: PlainCopy): { namespace?: unknown; gaps: string[] } {
  const { namespace } = (value.metadata ?? {}) as Metadata;
  if (namespace !== undefined || unknown.includes('metadata.namespace')) return { namespace, gaps: [] };
  const home = plainCopy(provider?.props ?? {}, ['namespace']);
  return {
    namespace: home.value.namespace,
    gaps: home.unknown.length > 0 ? ['the namespace of its provider'] : [],
  };
}

/** What ends in a star is completed later, and nothing is recorded for it. */
function metadataOf(
  resource: string,
  { value }: PlainCopy,
  { namespace, isUnknownOwner }: { readonly namespace?: unknown; readonly isUnknownOwner: boolean },
): Metadata {
  const metadata = (value.metadata ?? {}) as Metadata;
  const isNamed = metadata.name !== undefined && metadata.annotations?.[AUTONAMED] !== 'true' && !isUnknownOwner;
  return { ...metadata, namespace, name: isNamed ? metadata.name : `${resource}-*` };
}

function portsOf({ value }: PlainCopy): readonly unknown[] {
  const { ports } = (value.spec ?? {}) as { readonly ports?: unknown };
  return Array.isArray(ports) ? ports : [];
}

/** A health check whose number is not known is left out, by the policy that asks for one. */
function specOf({ value, unknown }: PlainCopy, ports: readonly unknown[]): object | undefined {
  if (value.spec === undefined) return undefined;
  const isCheckUnknown = unknown.includes('spec.healthCheckNodePort');
  return { ...(value.spec as object), ports, ...(isCheckUnknown && { externalTrafficPolicy: 'Cluster' }) };
}
