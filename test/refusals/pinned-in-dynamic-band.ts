import { App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { Service, ServiceType } from 'cdk8s-plus-27';

/** Somebody else's Service, pinned where the API server picks. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new Service(new Chart(app, 'istio'), 'gateway', {
    metadata: { name: 'gateway' },
    type: ServiceType.NODE_PORT,
    ports: [{ name: 'http2', port: 80, nodePort: 31380 }],
  });
};
