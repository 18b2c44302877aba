import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A node port that nothing asks for. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: { type: 'NodePort', ports: [{ name: 'api', port: 9000, nodeport: 30009 }] },
  });
};
