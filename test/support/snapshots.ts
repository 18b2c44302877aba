/** A Service of a snapshot, with one pinned port, as `kubectl apply` wrote it. */
export function appliedService(key: string, nodePort: number): string {
  const entry = (protocol: string) => `{ port: 80,${protocol} nodePort: ${nodePort} }`;
  return `  - service: ${key}
    type: NodePort
    ports:
      - ${entry(' protocol: TCP,')}
    applied:
      type: NodePort
      ports:
        - ${entry('')}
`;
}

/** The text of a snapshot of cluster prod with some Services. */
export function snapshotText(...services: readonly string[]): string {
  return `version: 2\ncluster: prod\nportRange: 30000-32767\nservices:\n${services.join('')}`;
}
