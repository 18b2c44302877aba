import { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { inLockFile } from '../support/lock';

/** A lock that a merge left with one port twice. */
export default (app: App): void =>
  inLockFile(
    `version: 1
clusters:
  prod:
    range: 30000-32767
    ports:
      30009: { service: storage/minio, port: api, state: pinned }
      30009: { service: edge/ingress, port: https, state: pinned }
`,
    () => {
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: 'nodeports.lock.yaml' });
    },
  );
