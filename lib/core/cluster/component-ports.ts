import { PortRange } from './port-range';

/**
 * The ports on which a node's own components listen: a node port with the same number would take over their traffic.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export const COMPONENT_PORTS: ReadonlyMap<number, string> = new Map([
  [22, 'sshd'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [6443, 'kube-apiserver'],
  [10248, 'the kubelet'],
  [10249, 'kube-proxy'],
  [10250, 'the kubelet'],
  [10255, 'the kubelet'],
  [10256, 'kube-proxy'],
  [10257, 'kube-controller-manager'],
  [10259, 'kube-scheduler'],
]);

/** The component ports of a range, in ascending order. */
export function componentPortsIn(range: PortRange): number[] {
  return [...COMPONENT_PORTS.keys()].filter((port) => range.contains(port));
}
