// An app that claims its ports in the cluster, where many repositories share one port space.
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';

const app = new App();
// Without claimedBy, it is the git remote of the app.
new NodePortRegistry(app, 'NodePorts', {
  lockFile: 'nodeports.lock.yaml',
  emitClaims: true,
  claimedBy: 'github.com/acme/storage',
});

const storage = new Chart(app, 'storage', { namespace: 'storage' });
const minio = new StaticNodePortService(storage, 'minio', {
  metadata: { name: 'minio' },
  ports: [
    { name: 'api', port: 9000, nodePort: 30009 },
    { name: 'console', port: 9001 }, // assigned, and claimed like a pinned port
  ],
});
minio.selectLabel('app', 'minio');

new NodePortReservation(storage, 'replication', {
  ports: '30040-30041',
  reason: 'replication between sites, from April on',
});

app.synth();
