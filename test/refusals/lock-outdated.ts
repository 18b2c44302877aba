import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A Service that was added without committing the lock. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  prod:
    range: 30000-32767
    ports:
      30009: { service: storage/minio, port: api, state: pinned }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml', frozen: true });
      const storage = new Chart(app, 'storage', { namespace: 'storage' });
      new StaticNodePortService(storage, 'minio', {
        ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
        metadata: { name: 'minio' },
      });
      new StaticNodePortService(storage, 'backup', {
        ports: [{ name: 'rsync', port: 873 }],
        metadata: { name: 'backup' },
      });
    },
  );
