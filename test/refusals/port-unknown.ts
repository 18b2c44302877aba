import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A typo in the name of a port. */
export default (app: App): void => {
  const service = new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    ports: [
      { name: 'api', port: 9000 },
      { name: 'console', port: 9001 },
    ],
  });
  service.nodePortOf('consol');
};
