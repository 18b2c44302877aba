import { healthCheckPortNotAllowed } from '../../../../lib/core/service/rules/health-check-port-not-allowed';
import { faultsOf, serviceOf } from '../../../support/services';

const healthCheck = { healthCheckNodePort: 30002 };

test.each([
  { type: 'LoadBalancer', ...healthCheck },
  { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster', ...healthCheck },
  { type: 'NodePort', externalTrafficPolicy: 'Local', ...healthCheck },
])('%j uses no health check', (spec) => {
  expect(faultsOf(healthCheckPortNotAllowed, spec)).toEqual([
    'healthCheckNodePort: healthCheckNodePort 30002 is for type LoadBalancer with externalTrafficPolicy: Local only. ' +
      'Remove healthCheckNodePort: 30002, or set both',
  ]);
});

test('the finding is about the number', () => {
  expect(healthCheckPortNotAllowed.check(serviceOf(healthCheck))).toMatchObject([{ nodePort: 30002 }]);
});

test.each([
  { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ...healthCheck },
  { type: 'NodePort', healthCheckNodePort: 0 },
  { type: 'NodePort' },
])('%j is fine', (spec) => {
  expect(faultsOf(healthCheckPortNotAllowed, spec)).toEqual([]);
});
