import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** An acceptance of what the API server refuses. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts').accept(app, 'port-taken', 'It will be fine');
};
