import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A port below the range of the cluster. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000, nodePort: 29999 }],
  });
};
