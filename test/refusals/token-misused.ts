import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { ConfigMap } from 'cdk8s-plus-27';

/** Arithmetic on a port that is not known yet. */
export default (app: App): void => {
  const chart = new Chart(app, 'storage');
  const service = new StaticNodePortService(chart, 'minio-api', { ports: [{ name: 'api', port: 9000 }] });
  new ConfigMap(chart, 'settings', { data: { url: `http://minio.example.com:${service.nodePortOf('api') + 1}` } });
};
