import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

/** A cluster from before the static band. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { cluster: 'old', kubernetesVersion: '1.26' });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
