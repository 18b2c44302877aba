import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';

/** One Service more than the static band has ports to choose from. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30100' });
  new NodePortReservation(app, 'team-data', {
    ports: '30002-30015',
    reason: 'Kafka brokers, applied from another repository',
  });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'api', port: 9000 }],
  });
};
