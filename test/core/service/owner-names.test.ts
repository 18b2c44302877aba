import { ClaimOwner } from '../../../lib/core/service/claim';
import { nameOther, nameOwner, namePort, nameService } from '../../../lib/core/service/owner-names';

const owner = (more: Partial<ClaimOwner>): ClaimOwner => ({ cluster: 'prod', path: 'app/web', ...more });

test.each<[string, Partial<ClaimOwner>, string, string]>([
  [
    'a port of a Service',
    { namespace: 'storage', service: 'minio', port: 'api' },
    'Service storage/minio, port "api"',
    'app/web (Service storage/minio, port "api")',
  ],
  ['a Service', { service: 'minio' }, 'Service default/minio', 'app/web (Service default/minio)'],
  [
    'a health check',
    { service: 'minio', port: 'healthCheckNodePort' },
    'Service default/minio, healthCheckNodePort',
    'app/web (Service default/minio, healthCheckNodePort)',
  ],
  [
    'a Service with a reason',
    { service: 'minio', port: 'api', reason: 'in the lock of storage' },
    'Service default/minio, port "api"',
    'app/web (Service default/minio, port "api", in the lock of storage)',
  ],
  [
    'a custom resource',
    { resource: 'Kafka shop/orders', port: 'spec.listeners[].nodePort' },
    'Kafka shop/orders, spec.listeners[].nodePort',
    'app/web (Kafka shop/orders, spec.listeners[].nodePort)',
  ],
  [
    'a reservation',
    { holder: 'team data', reason: 'brokers' },
    'reservation for team data',
    'app/web, for team data (brokers)',
  ],
  [
    'a reservation whose holder is its own construct',
    { holder: 'app/web', reason: 'brokers' },
    'reservation for app/web',
    'app/web (brokers)',
  ],
  [
    'a Service that draws from a reservation',
    { service: 'minio', port: 'api', holder: 'team data' },
    'Service default/minio, port "api"',
    'app/web (Service default/minio, port "api")',
  ],
])('%s has one name as the owner of a finding, and another as the other party', (_, fields, name, other) => {
  expect(nameOwner(owner(fields))).toBe(name);
  expect(nameOther(owner(fields))).toBe(other);
});

test('a port that is taken outside the app is named by where that is declared', () => {
  expect(nameOther(owner({ path: 'app/NodePorts', reason: 'HAProxy' }))).toBe('app/NodePorts (takenPorts: HAProxy)');
  expect(nameOther(owner({ path: '', reason: 'HAProxy' }))).toBe('the app (takenPorts: HAProxy)');
});

test('a port is quoted, unlike the field of a health check', () => {
  expect(namePort('api')).toBe('port "api"');
  expect(namePort('healthCheckNodePort')).toBe('healthCheckNodePort');
  expect(nameService({ namespace: 'storage', service: 'minio' })).toBe('Service storage/minio');
});
