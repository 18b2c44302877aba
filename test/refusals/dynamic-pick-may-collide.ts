import { App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { Service, ServiceType } from 'cdk8s-plus-27';

/** One port unset, the next one pinned where the first may land. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts').accept(app, 'pinned-in-dynamic-band', 'Clients know it');
  new Service(new Chart(app, 'istio'), 'gateway', {
    metadata: { name: 'gateway' },
    type: ServiceType.NODE_PORT,
    ports: [
      { name: 'status', port: 15021 },
      { name: 'http2', port: 80, nodePort: 31380 },
    ],
  });
};
