import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

/** A claim names the namespace of its Service, and kubectl would choose this one only later. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { emitClaims: true, claimedBy: 'github.com/acme/storage' });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
