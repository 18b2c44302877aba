import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** Two registries for one app. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new NodePortRegistry(app, 'MorePorts');
};
