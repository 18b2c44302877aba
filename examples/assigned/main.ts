// Ports that the library chooses and the lock keeps; a chart of another team uses their numbers.
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { ConfigMap } from 'cdk8s-plus-27';

const app = new App();
new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml' });

const storage = new Chart(app, 'storage', { namespace: 'storage' });
const minio = new StaticNodePortService(storage, 'minio', {
  metadata: { name: 'minio' },
  ports: [
    { name: 'api', port: 9000, nodePort: 30009 }, // pinned: clients have it in their settings
    { name: 'console', port: 9001 }, // assigned, and kept by the lock
  ],
});
minio.selectLabel('app', 'minio');

const backup = new Chart(app, 'backup', { namespace: 'backup' });
new ConfigMap(backup, 'settings', {
  metadata: { name: 'backup-settings' },
  data: {
    endpoint: `http://minio.example.com:${minio.nodePortOf('api')}`,
    console: `http://minio.example.com:${minio.nodePortOf('console')}`,
  },
});

app.synth();
