import { ClusterClaim, claimObject } from '../../lib/core/claims/cluster-claim';

/** A Service as these tests write it: in a namespace, of type NodePort unless its spec says otherwise. */
export function portsOf(namespace: string, name: string, ports: object[], spec: object = {}, metadata: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ...metadata },
    spec: { type: 'NodePort', selector: { app: name }, ports, ...spec },
  };
}

/** A claim as these tests write it. */
export function claimOf(
  nodePort: number | string,
  service: string,
  claimedBy = 'github.com/acme/storage',
  more: Partial<ClusterClaim> = {},
) {
  return claimObject({ nodePort: nodePort as number, service, port: '', claimedBy, reason: '', ...more });
}
