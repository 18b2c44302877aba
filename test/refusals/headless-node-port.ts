import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** Node ports without a cluster IP to route to. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    clusterIP: 'None',
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
