import { App, Chart } from 'cdk8s';
import { StaticLoadBalancerService } from 'cdk8s-nodeport';

/** A health check where every node answers anyway. */
export default (app: App): void => {
  new StaticLoadBalancerService(new Chart(app, 'edge'), 'ingress', {
    metadata: { name: 'ingress' },
    healthCheckNodePort: 30081,
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
  });
};
