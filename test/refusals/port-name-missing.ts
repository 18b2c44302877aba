import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** Two ports, one of them nameless. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'edge'), 'ingress', {
    metadata: { name: 'ingress' },
    ports: [
      { name: 'http', port: 80, nodePort: 30080 },
      { port: 443, nodePort: 30043 },
    ],
  });
};
