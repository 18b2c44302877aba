import { App, Chart } from 'cdk8s';
import { NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';

/** A third broker in a reservation of two ports. */
export default (app: App): void => {
  const reservation = new NodePortReservation(app, 'kafka', { ports: '30040-30041', reason: 'Kafka brokers' });
  const chart = new Chart(app, 'data', { namespace: 'data' });
  for (const id of ['kafka-0', 'kafka-1', 'kafka-2']) {
    new StaticNodePortService(chart, id, {
      metadata: { name: id },
      ports: [{ name: 'kafka', port: 9092 }],
      reservation,
    });
  }
};
