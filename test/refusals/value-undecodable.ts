import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A flag in quotes is a text. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: 'false', ports: [{ name: 'api', port: 9000 }] },
  });
};
