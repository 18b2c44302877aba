import { COMPONENT_PORTS, componentPortsIn } from '../../../lib/core/cluster/component-ports';
import { PortRange } from '../../../lib/core/cluster/port-range';

test.each([
  ['30000-32767', []],
  ['10248', [10248]],
  ['10247-10250', [10248, 10249, 10250]],
  ['10249-10255', [10249, 10250, 10255]],
  ['1-65535', [22, 2379, 2380, 6443, 10248, 10249, 10250, 10255, 10256, 10257, 10259]],
])('in the range %s, components of a node listen on %j', (range, ports) => {
  expect(componentPortsIn(PortRange.parse(range))).toEqual(ports);
});

test('each of these ports is named after the component that listens there', () => {
  expect(COMPONENT_PORTS.get(6443)).toBe('kube-apiserver');
  expect(COMPONENT_PORTS.get(10250)).toBe('the kubelet');
});
