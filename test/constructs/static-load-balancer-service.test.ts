import { Chart, Testing } from 'cdk8s';
import { ExternalTrafficPolicy, StaticLoadBalancerService, StaticLoadBalancerServiceProps } from 'cdk8s-nodeport';
import { codesOf, staticService, tempApp } from '../support/apps';

function balancer(props: StaticLoadBalancerServiceProps, app = tempApp()) {
  const chart = new Chart(app, 'edge', { namespace: 'edge' });
  const service = new StaticLoadBalancerService(chart, 'ingress', { metadata: { name: 'ingress' }, ...props });
  return { app, chart, service };
}

test('the manifest has the fields that were asked for, and nothing else', () => {
  const { chart } = balancer({
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    healthCheckNodePort: 30081,
    allocateLoadBalancerNodePorts: false,
    loadBalancerSourceRanges: ['192.0.2.0/24'],
    ports: [{ name: 'http', port: 80, nodePort: 30080 }, { name: 'https', port: 443 }],
  });
  expect(Testing.synth(chart)[0].spec).toEqual({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30081,
    allocateLoadBalancerNodePorts: false,
    loadBalancerSourceRanges: ['192.0.2.0/24'],
    ports: [{ name: 'http', port: 80, nodePort: 30080 }, { name: 'https', port: 443 }],
  });
});

test('a port is unset only where none is allocated', () => {
  expect(() => balancer({ ports: [{ name: 'http', port: 80 }] })).toThrow(/^edge\/ingress, port "http": a static Service pins every node port.*\(static-port-missing\)$/);
  expect(() => balancer({ allocateLoadBalancerNodePorts: false, ports: [{ port: 80, nodePort: 0.5 }] })).toThrow(/\(not-a-port\)$/);
  expect(() => balancer({ allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] })).not.toThrow();
});

test('the policy Local needs a health check port', () => {
  expect(() => balancer({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL })).toThrow(
    'edge/ingress, healthCheckNodePort: a static Service pins every node port, and this one is unset. Write one of the static band 30000-30085, such as healthCheckNodePort: 30002. (static-port-missing)',
  );
});

test('its health check is a claim like any other', () => {
  const { app, chart } = balancer({
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    healthCheckNodePort: 30081,
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  });
  expect(codesOf(app)).toEqual([]);
  staticService(chart, 'web', 30081);
  expect(codesOf(app)).toEqual(['port-taken']);
});
