import { ApiObject, App, Chart } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';

/** A traffic policy in the wrong capitals, and a protocol too: the API server compares them exactly. */
export default (app: App): void => {
  new NodePortRegistry(app, 'NodePorts');
  new ApiObject(new Chart(app, 'storage'), 'minio', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio' },
    spec: {
      type: 'NodePort',
      externalTrafficPolicy: 'local',
      ports: [{ name: 'api', port: 9000, protocol: 'tcp', nodePort: 30009 }],
    },
  });
};
