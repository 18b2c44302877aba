import { App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { Service } from 'cdk8s-plus-27';

/** A node port on a Service that has none. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new Service(new Chart(app, 'storage'), 'minio', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
