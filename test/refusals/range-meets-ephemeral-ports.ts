import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

/** A range that reaches into the nodes' own. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-40000' });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
