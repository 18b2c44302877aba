import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

/** A range that holds the ports of the kubelet and of kube-proxy. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '10200-32767', lockFile: undefined });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio', {
    ports: [{ name: 'api', port: 9000, nodePort: 10201 }],
  });
};
