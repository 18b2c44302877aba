import { ApiObject, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** Databases and storage, reached by machines outside the cluster. */
export class DataTeam extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'data' });

    const postgres = new kplus.StatefulSet(this, 'postgres', {
      metadata: { name: 'postgres' },
      service: new kplus.Service(this, 'postgres-headless', {
        metadata: { name: 'postgres-headless' },
        clusterIP: 'None',
        ports: [{ port: 5432 }],
      }),
      containers: [
        {
          image: 'postgres:16',
          portNumber: 5432,
          securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
        },
      ],
    });
    new StaticNodePortService(this, 'postgres-external', {
      metadata: { name: 'postgres' },
      selector: postgres,
      ports: [{ name: 'sql', port: 5432, nodePort: 30032 }],
    });

    new StaticNodePortService(this, 'minio', {
      metadata: { name: 'minio' },
      ports: [
        { name: 'api', port: 9000, nodePort: 30009 },
        { name: 'console', port: 9001, nodePort: 30010 },
      ],
    }).selectLabel('app', 'minio');

    // Plain objects, included YAML and Helm charts count like any other Service.
    new ApiObject(this, 'legacy-ftp', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ftp' },
      spec: { type: 'NodePort', selector: { app: 'ftp' }, ports: [{ name: 'control', port: 21, nodePort: 30020 }] },
    });
  }
}
