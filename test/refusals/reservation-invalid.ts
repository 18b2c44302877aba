import { App } from 'cdk8s';
import { NodePortReservation } from 'cdk8s-nodeport';

/** A range that ends before it starts. */
export default (app: App): void => {
  new NodePortReservation(app, 'team-data', { ports: '30044-30040', reason: 'Kafka brokers' });
};
