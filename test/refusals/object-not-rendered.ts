import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A Service whose manifest is made from something that fails. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  const nodePort: unknown = Lazy.any({
    produce: () => {
      throw new Error('the ports of the team are not loaded yet');
    },
  });
  new ApiObject(new Chart(app, 'shop'), 'web', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] },
  });
};
