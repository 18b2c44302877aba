import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A static Service that leaves a port to chance. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', { metadata: { name: 'minio' }, ports: [{ name: 'console', port: 9001 }] });
};
