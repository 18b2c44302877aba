import type { SentResource } from './analyzer';

/** The label with which a Service asks for static ports. */
export const STATIC = { 'nodeport.cdk8s.io/assign': 'static' };

interface Fields {
  readonly metadata?: object;
  readonly spec?: object;
  readonly provider?: SentResource['provider'];
}

/** A Service that asks for static ports, in namespace `team`; fields may differ. */
export function service(name: string, { metadata, spec, provider }: Fields = {}): SentResource {
  const props = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'team', labels: STATIC, ...metadata },
    spec: { type: 'NodePort', ports: [{ name: 'web', port: 80 }], ...spec },
  };
  // As over the wire: what is undefined is not there.
  return { name, props: JSON.parse(JSON.stringify(props)) as object, provider };
}

/** A Service of one port whose number is written, and which asks for nothing. */
export function pinned(name: string, nodePort: unknown, { metadata, ...fields }: Fields = {}): SentResource {
  const spec = { ports: [{ name: 'web', port: 80, nodePort }] };
  return service(name, { spec, ...fields, metadata: { labels: {}, ...metadata } });
}

/** The node ports of some properties, in order. */
export function nodePortsOf(props: Record<string, any> | undefined): unknown[] | undefined {
  return props?.spec.ports.map(({ nodePort }: { nodePort?: unknown }) => nodePort);
}
