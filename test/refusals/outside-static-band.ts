import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A static Service in the dynamic band. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 30500 }],
  });
};
