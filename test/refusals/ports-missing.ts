import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A Service that asks for node ports and names no port. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: { type: 'NodePort' },
  });
};
