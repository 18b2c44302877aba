import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A Service on the port of one that is gone. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  prod:
    range: 30000-32767
    ports:
      30009: { service: storage/minio, port: api, state: retired, since: 2026-03-31 }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml', frozen: false });
      new StaticNodePortService(new Chart(app, 'backup', { namespace: 'backup' }), 'rsync', {
        ports: [{ name: 'rsync', port: 873, nodePort: 30009 }],
        metadata: { name: 'rsync' },
      });
    },
  );
