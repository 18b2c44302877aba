import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A load balancer's field on another type. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'edge'), 'ingress', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'ingress' },
    spec: {
      type: 'NodePort',
      allocateLoadBalancerNodePorts: false,
      ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    },
  });
};
