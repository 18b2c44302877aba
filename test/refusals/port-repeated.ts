import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Protocol } from 'cdk8s-plus-27';

/** One number for two service ports of one Service. */
export default (app: App): void => {
  new StaticNodePortService(new Chart(app, 'edge'), 'ingress', {
    metadata: { name: 'ingress' },
    ports: [
      { name: 'http', port: 80, nodePort: 30080 },
      { name: 'dns', port: 53, protocol: Protocol.UDP, nodePort: 30080 },
    ],
  });
};
