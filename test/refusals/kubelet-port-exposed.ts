import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticLoadBalancerService } from 'cdk8s-nodeport';

/** A load balancer in front of the kubelet's port, on a cluster that still minds. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { kubernetesVersion: '1.32' });
  new StaticLoadBalancerService(new Chart(app, 'edge'), 'ingress', {
    metadata: { name: 'ingress' },
    ports: [{ name: 'http', port: 10250, nodePort: 30080 }],
  });
};
