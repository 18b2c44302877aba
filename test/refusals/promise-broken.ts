import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { ConfigMap } from 'cdk8s-plus-27';

/** A number that was used in a text, and that a Service takes which is made later. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { withoutLock: true });
  const storage = new Chart(app, 'storage', { namespace: 'storage' });
  const minio = new StaticNodePortService(storage, 'minio', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000 }],
  });
  new ConfigMap(storage, 'links', { data: { minio: `http://node.example.com:${minio.nodePortOf('api')}` } });
  new StaticNodePortService(storage, 'backup', {
    metadata: { name: 'backup' },
    ports: [{ name: 'rsync', port: 873, nodePort: 30017 }],
  });
};
