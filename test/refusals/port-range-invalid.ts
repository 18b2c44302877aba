import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A range with spaces inside. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000 - 32767' });
};
