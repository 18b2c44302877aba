import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** Two ports of one name. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'edge'), 'ingress', {
    metadata: { name: 'ingress' },
    ports: [
      { name: 'http', port: 80, nodePort: 30080 },
      { name: 'http', port: 81, nodePort: 30081 },
    ],
  });
};
