import { App, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';

/** A company package that brings its own copy of the library. */
export default (app: App): void => {
  Object.defineProperty(app, Symbol.for('cdk8s-nodeport.copy'), {
    value: { folder: '/app/node_modules/acme/node_modules/cdk8s-nodeport' },
  });
  new StaticNodePortService(new Chart(app, 'storage'), 'minio', {
    ports: [{ name: 'api', port: 9000, nodePort: 30009 }],
  });
};
