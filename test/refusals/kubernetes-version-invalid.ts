import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A version that names no release. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { kubernetesVersion: 'latest' });
};
