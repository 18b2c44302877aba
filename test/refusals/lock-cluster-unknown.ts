import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A cluster that was given a name, while its lock still has the default one. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  default:
    range: 30000-32767
    ports:
      30009: { service: storage/minio, port: api, state: assigned }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', frozen: false });
      const storage = new Chart(app, 'storage', { namespace: 'storage' });
      new StaticNodePortService(storage, 'minio', {
        metadata: { name: 'minio' },
        ports: [{ name: 'api', port: 9000 }],
      });
    },
  );
