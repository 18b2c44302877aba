import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A typo in a former name. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  prod:
    range: 30000-32767
    ports:
      30009: { service: storage/minio, port: api, state: assigned }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml', frozen: false });
      const storage = new Chart(app, 'storage', { namespace: 'storage' });
      new StaticNodePortService(storage, 'objects', {
        metadata: { name: 'objects' },
        formerly: 'storage/mino',
        ports: [{ name: 'api', port: 9000 }],
      });
    },
  );
