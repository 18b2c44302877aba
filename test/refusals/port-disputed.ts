import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A Service that a manifest has too, with another number. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  prod:
    range: 30000-32767
    ports:
      30010: { service: storage/minio, port: api, state: pinned, from: manifests }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml' });
      new StaticNodePortService(new Chart(app, 'storage', { namespace: 'storage' }), 'minio', {
        metadata: { name: 'minio' },
        ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
      });
    },
  );
