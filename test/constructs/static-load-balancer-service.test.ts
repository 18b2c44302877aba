import { ApiObject, Chart, Testing } from 'cdk8s';
import {
  ExternalTrafficPolicy,
  NodePortBand,
  NodePortBands,
  PortRange,
  StaticLoadBalancerService,
  StaticLoadBalancerServiceProps,
} from 'cdk8s-nodeport';
import { codesOf, staticService, tempApp } from '../support/apps';

function balancer(props: StaticLoadBalancerServiceProps, app = tempApp()) {
  const chart = new Chart(app, 'edge', { namespace: 'edge' });
  const service = new StaticLoadBalancerService(chart, 'ingress', { metadata: { name: 'ingress' }, ...props });
  return { app, chart, service };
}

test('the manifest has the requested fields, and nothing else', () => {
  const fields = {
    healthCheckNodePort: 30081,
    allocateLoadBalancerNodePorts: false,
    loadBalancerSourceRanges: ['192.0.2.0/24'],
    ports: [
      { name: 'http', port: 80, nodePort: 30080 },
      { name: 'https', port: 443 },
    ],
  };
  const { chart } = balancer({ ...fields, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL });
  expect(Testing.synth(chart)[0].spec).toEqual({ ...fields, type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
});

test('a port has no number only if none is allocated', () => {
  const portsOf = (props: object) =>
    Testing.synth(balancer(props).chart).find(({ kind }) => kind === 'Service').spec.ports;
  expect(portsOf({ ports: [{ name: 'http', port: 80 }] })).toEqual([
    { name: 'http', port: 80, nodePort: expect.any(Number) },
  ]);
  expect(portsOf({ allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] })).toEqual([{ port: 80 }]);
  expect(() => balancer({ allocateLoadBalancerNodePorts: false, ports: [{ port: 80, nodePort: 0.5 }] })).toThrow(
    /\(not-a-port\)$/,
  );
});

test('externalTrafficPolicy Local gets a health check port in the static band', () => {
  const { chart, service } = balancer({
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    ports: [{ name: 'http', port: 80, nodePort: 30043 }],
  });
  const settings = new ApiObject(chart, 'settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: { check: `:${service.nodePortOf('healthCheckNodePort')}` },
  });
  const { healthCheckNodePort } = Testing.synth(chart).find(({ kind }) => kind === 'Service').spec;
  expect(NodePortBands.of(PortRange.parse('')).bandOf(healthCheckNodePort)).toBe(NodePortBand.STATIC);
  expect(settings.toJson().data.check).toBe(`:${healthCheckNodePort}`);
});

test('the health check port is a claim like any other', () => {
  const { app, chart } = balancer({
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    healthCheckNodePort: 30081,
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  });
  expect(codesOf(app)).toEqual([]);
  staticService(chart, 'web', 30081);
  expect(codesOf(app)).toEqual(['port-taken']);
});
