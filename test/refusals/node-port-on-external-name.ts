import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A node port that the API server stores and nobody holds. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: {
      type: 'ExternalName',
      externalName: 'minio.example.com',
      ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
    },
  });
};
