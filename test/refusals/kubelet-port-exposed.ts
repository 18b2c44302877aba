import { App, Chart } from 'cdk8s';
import { StaticLoadBalancerService } from 'cdk8s-nodeport';

/** A load balancer in front of the kubelet's port. */
export default (app: App): void => {
  new StaticLoadBalancerService(new Chart(app, 'edge'), 'ingress', { metadata: { name: 'ingress' }, ports: [{ name: 'http', port: 10250, nodePort: 30080 }] });
};
