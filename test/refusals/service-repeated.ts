import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** One Service, written by two charts. */
export default (app: App): void => {
  for (const id of ['blue', 'green']) {
    new StaticNodePortService(new Chart(app, id, { namespace: 'shop' }), 'web', {
      metadata: { name: 'web' },
      ports: [{ name: 'http', port: 80, nodePort: 30010 }],
    });
  }
};
