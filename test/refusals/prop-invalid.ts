import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A typo that no compiler sees, since the port was read from a file. */
export default (app: App): void => {
  const port = JSON.parse('{ "name": "api", "port": 9000, "nodeport": 30009 }');
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', { ports: [port] });
};
