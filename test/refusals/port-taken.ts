import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Protocol } from 'cdk8s-plus-27';

/** Two Services, two namespaces, two protocols, one number. */
export default (app: App): void => {
  const storage = new Chart(app, 'storage', { namespace: 'storage' });
  new StaticNodePortService(storage, 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
  const edge = new Chart(app, 'edge', { namespace: 'edge' });
  new StaticNodePortService(edge, 'ingress', {
    metadata: { name: 'ingress' },
    ports: [{ name: 'quic', port: 443, protocol: Protocol.UDP, nodePort: 30009 }],
  });
};
