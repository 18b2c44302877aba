import { App, Chart } from 'cdk8s';
import { NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';

/** An ingress on a port that is held for somebody else. */
export default (app: App): void => {
  new NodePortReservation(app, 'team-data', {
    ports: '30040-30044',
    owner: 'team data',
    reason: 'Kafka brokers, applied from another repository',
  });
  new StaticNodePortService(new Chart(app, 'edge', { namespace: 'edge' }), 'ingress', {
    metadata: { name: 'ingress-nginx' },
    ports: [{ name: 'https', port: 443, nodePort: 30041 }],
  });
};
