// Two teams, one number: an ingress controller asks for the port of the object store, so nothing is written.
import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Protocol } from 'cdk8s-plus-27';

const app = new App();

const storage = new Chart(app, 'storage', { namespace: 'storage' });
new StaticNodePortService(storage, 'minio-api', {
  metadata: { name: 'minio' },
  ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
}).selectLabel('app', 'minio');

// Another namespace and another protocol do not help: a node port is unique across the whole cluster.
const edge = new Chart(app, 'edge', { namespace: 'edge' });
new StaticNodePortService(edge, 'ingress', {
  metadata: { name: 'ingress-nginx' },
  ports: [{ name: 'quic', port: 443, protocol: Protocol.UDP, nodePort: 30009 }],
}).selectLabel('app', 'ingress-nginx');

app.synth();
