import { valueUnsupported } from '../../../../lib/core/service/rules/value-unsupported';
import { faultsOf } from '../../../support/services';

test.each<[object, string]>([
  [
    { externalTrafficPolicy: 'local' },
    'Service: spec.externalTrafficPolicy is "local", but the API server accepts only Cluster or Local. ' +
      'Write externalTrafficPolicy: Local',
  ],
  [
    { sessionAffinity: 'Sticky' },
    'Service: spec.sessionAffinity is "Sticky", but the API server accepts only ClientIP or None. ' +
      'Write sessionAffinity: ClientIP or sessionAffinity: None',
  ],
  [
    { ports: [{ port: 80 }, { port: 81, protocol: 'tcp' }] },
    'ports[1]: spec.ports[1].protocol is "tcp", but the API server accepts only SCTP, TCP or UDP. ' +
      'Write protocol: TCP',
  ],
])('%j can be decoded, but is refused', (spec, fault) => {
  expect(faultsOf(valueUnsupported, spec)).toEqual([fault]);
});

test('an unknown type is left to another rule', () => {
  expect(faultsOf(valueUnsupported, { type: 'Public', sessionAffinity: 'None' })).toEqual([]);
});
