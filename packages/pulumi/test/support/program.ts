// A program with one Service, as a user writes it, run without an engine. Prints the port that the Service has.
import './mocks';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport-pulumi';

const [lockFile] = process.argv.slice(2);
const service = new StaticNodePortService('web', {
  registry: new NodePortRegistry({ cluster: 'prod', lockFile }),
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ name: 'http', port: 80 }] },
});
console.log(`nodePort: ${service.nodePortOf('http')}`);
