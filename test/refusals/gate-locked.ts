import type { App } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A gate that this version cannot switch off. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts', { kubernetesVersion: '1.31', staticSubrangeGate: false });
};
