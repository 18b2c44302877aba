// A Service whose node port Pulumi knows at preview, and one that a policy gives a number.
import { core } from '@pulumi/kubernetes';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport-pulumi';

const registry = new NodePortRegistry({ cluster: 'prod' });

const grafana = new StaticNodePortService('grafana', {
  registry,
  metadata: { name: 'grafana', namespace: 'monitoring' },
  spec: { selector: { app: 'grafana' }, ports: [{ name: 'web', port: 3000 }] },
});

new core.v1.Service('minio', {
  metadata: { name: 'minio', namespace: 'storage', labels: { 'nodeport.cdk8s.io/assign': 'static' } },
  spec: { type: 'NodePort', selector: { app: 'minio' }, ports: [{ name: 'api', port: 9000 }] },
});

export const url: string = `http://node.example.com:${grafana.nodePortOf('web')}`;
