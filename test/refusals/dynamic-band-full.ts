import { App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { Service, ServiceType } from 'cdk8s-plus-27';

/** Two ports left to the API server, and a dynamic band of one. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30016' });
  new Service(new Chart(app, 'lab'), 'web', {
    metadata: { name: 'web' },
    type: ServiceType.NODE_PORT,
    ports: [
      { name: 'a', port: 80 },
      { name: 'b', port: 81 },
    ],
  });
};
