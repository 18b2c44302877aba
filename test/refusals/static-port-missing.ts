import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A patch that takes the number out again. */
export default (app: App): void => {
  const service = new StaticNodePortService(new Chart(app, 'storage'), 'minio-api', {
    metadata: { name: 'minio' },
    ports: [{ name: 'console', port: 9001 }],
  });
  ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/ports/0/nodePort'));
};
