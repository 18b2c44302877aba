import { openPortsOf } from '../../../lib/core/service/open-ports';
import { claimsOf } from '../../../lib/core/service/service-claims';

describe('the places of a Service that need a number', () => {
  const open = (spec: object): string[] =>
    openPortsOf(
      claimsOf({ metadata: { name: 'dns' }, spec }, { cluster: 'default', path: 'dns.yaml', demandsStatic: true }),
    ).map(({ index, claim }) => `${index} ${claim.owner.port}`);

  test('are all unset ports of a NodePort Service, and none of a ClusterIP Service', () => {
    const ports = [{ name: 'web', port: 80 }, { name: 'admin', port: 81, nodePort: 30009 }, { port: 82 }];
    expect(open({ type: 'NodePort', ports })).toEqual(['0 web', '2 82/TCP']);
    expect(open({ ports })).toEqual([]);
  });

  test('are TCP and UDP of one service port, which share the number', () => {
    const ports = ['TCP', 'UDP'].map((protocol) => ({ name: protocol, port: 53, protocol }));
    expect(open({ type: 'NodePort', ports })).toEqual(['0 TCP', '1 TCP']);
    expect(open({ type: 'NodePort', ports: [ports[0], { ...ports[1], nodePort: 30053 }] })).toEqual([]);
  });

  test('include the health check of a load balancer with local traffic', () => {
    const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ port: 443, nodePort: 30043 }] };
    expect(open(balancer)).toEqual(['-1 healthCheckNodePort']);
    expect(open({ ...balancer, healthCheckNodePort: 30044 })).toEqual([]);
  });

  test('exclude the ports of a load balancer without allocation', () => {
    expect(open({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 443 }] })).toEqual([]);
  });

  test('exclude values that cannot be read, which are faults', () => {
    expect(open({ type: 'NodePort', ports: [{ port: 80, nodePort: '30009' }] })).toEqual([]);
    const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ port: 443, nodePort: 30043 }] };
    expect(open({ ...balancer, healthCheckNodePort: 'x' })).toEqual([]);
  });
});
