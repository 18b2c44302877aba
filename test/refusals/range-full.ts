import { App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { Service, ServiceType } from 'cdk8s-plus-27';

/** Three ports left to the API server, in a range of two. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30001' }).accept(app, 'static-band-unprotected', 'A lab');
  new Service(new Chart(app, 'lab'), 'web', {
    metadata: { name: 'web' },
    type: ServiceType.NODE_PORT,
    ports: [
      { name: 'a', port: 80 },
      { name: 'b', port: 81 },
      { name: 'c', port: 82 },
    ],
  });
};
