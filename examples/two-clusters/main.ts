// One chart on two clusters: each has its own port space, and its own section in the lock.
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { Construct } from 'constructs';

/** The way into a cluster. */
class Edge extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'edge' });
    new StaticNodePortService(this, 'ingress', {
      metadata: { name: 'ingress-nginx' },
      ports: [
        { name: 'https', port: 443, nodePort: 30043 }, // the same on both, as the load balancers in front expect
        { name: 'metrics', port: 10254 }, // assigned in each cluster
      ],
    }).selectLabel('app', 'ingress-nginx');
  }
}

const app = new App();
for (const [cluster, portRange] of [
  ['frankfurt', '30000-32767'],
  ['dublin', '30000-32000'],
]) {
  const scope = new Construct(app, cluster);
  new NodePortRegistry(scope, 'NodePorts', { cluster, portRange, lockFile: 'nodeports.lock.yaml' });
  new Edge(scope, 'edge');
}

app.synth();
