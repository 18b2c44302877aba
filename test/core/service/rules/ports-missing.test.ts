import { portsMissing } from '../../../../lib/core/service/rules/ports-missing';
import { faultsOf } from '../../../support/services';

test.each([{ type: 'NodePort' }, { type: 'NodePort', ports: null }, { type: 'LoadBalancer', ports: [] }])(
  '%j has no port that could get a node port',
  (spec) => {
    expect(faultsOf(portsMissing, spec)).toEqual([
      `Service: type ${spec.type} needs ports, but spec.ports is empty or missing. ` +
        'Write spec.ports, such as [{ name: web, port: 80 }]',
    ]);
  },
);

test.each([{ type: 'ClusterIP' }, { type: 'ExternalName' }, { type: 'NodePort', ports: [{ port: 80 }] }])(
  '%j is fine',
  (spec) => {
    expect(faultsOf(portsMissing, spec)).toEqual([]);
  },
);
