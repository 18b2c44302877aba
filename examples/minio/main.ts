// One Service on an agreed node port: an object store that clients outside the cluster reach on 30009.
import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Pods, Protocol } from 'cdk8s-plus-27';

const app = new App();
const storage = new Chart(app, 'storage', { namespace: 'storage' });

new StaticNodePortService(storage, 'minio-api', {
  metadata: { name: 'minio' },
  selector: Pods.select(storage, 'minio-pods', { labels: { app: 'minio' } }),
  ports: [{ name: 'api', port: 9000, targetPort: 9000, protocol: Protocol.TCP, nodePort: 30009 }],
});

app.synth();
