import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

/** A registry that says what the cluster is once a number was given out. */
export default (app: App): void => {
  const storage = new Chart(app, 'storage', { namespace: 'storage' });
  new StaticNodePortService(storage, 'minio', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000 }],
  }).nodePortOf('api');
  new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', portRange: '31000-32000' });
};
