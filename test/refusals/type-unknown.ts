import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A type in the wrong capitals, which would switch the whole check off. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: { type: 'nodePort', ports: [{ name: 'api', port: 9000, nodePort: 30009 }] },
  });
};
