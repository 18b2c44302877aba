import { gzipSync } from 'node:zlib';

/** The parts of a revision of a release that tests choose. */
export interface RevisionOptions {
  readonly name?: string;
  readonly namespace?: string;
  readonly version?: number;
  readonly status?: string;
  /** How Helm 4 applied it, `ssa` or `csa`; Helm 3 does not say. */
  readonly method?: string;
  readonly manifest: string;
}

/** The Secret in which Helm stores a revision of a release. */
export function releaseSecret(options: RevisionOptions): object {
  const { name = 'web', namespace = 'shop', version = 1, status = 'deployed', method, manifest } = options;
  const release = { name, namespace, version, info: { status }, manifest, apply_method: method };
  const stored = gzipSync(JSON.stringify(release)).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: { name: `sh.helm.release.v1.${name}.v${version}`, namespace, labels: { owner: 'helm', name, status } },
    data: { release: Buffer.from(stored).toString('base64') },
  };
}

/** A Service as the API server prints it, marked as part of a release. */
export function releasedService(name: string, nodePort: number, release = 'web'): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: 'shop',
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': 'shop' },
    },
    spec: { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort }] },
  };
}

/** A manifest of a chart with one Service. */
export function chartService(name: string, nodePort: number): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: NodePort, ports: [{ port: 80, nodePort: ${nodePort} }] }
`;
}
