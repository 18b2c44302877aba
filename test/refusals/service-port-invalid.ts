import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** An entry without the port that clients inside the cluster use. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: { type: 'NodePort', ports: [{ name: 'api', nodePort: 30009 }] },
  });
};
