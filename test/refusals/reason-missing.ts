import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A taken port, and nobody says why. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { takenPorts: [{ port: 30000, reason: '' }] });
};
