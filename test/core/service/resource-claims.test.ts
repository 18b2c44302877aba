import { PortField } from '../../../lib/core/service/port-fields';
import { WrittenPort, nameResource, resourceClaims } from '../../../lib/core/service/resource-claims';

const WRITTEN: WrittenPort = {
  kind: 'Kafka',
  namespace: 'shop',
  name: 'orders',
  field: 'spec.offset',
  port: 30010,
  path: 'kafka.yaml:9:5',
};
const FIELD: PortField = { kind: 'Kafka', path: 'spec.offset' };

const numbers = (written: Partial<WrittenPort>, isPerReplica = true) =>
  resourceClaims('prod', { ...WRITTEN, ...written }, { ...FIELD, isPerReplica }).map(({ nodePort }) => nodePort);

test('a field claims its number for the resource, and for the Service that its operator creates', () => {
  expect(resourceClaims('prod', WRITTEN, FIELD)).toEqual([
    {
      kind: 'node-port',
      nodePort: 30010,
      owner: {
        cluster: 'prod',
        path: 'kafka.yaml:9:5',
        namespace: 'shop',
        port: 'spec.offset',
        resource: 'Kafka shop/orders',
        generates: 'orders',
      },
      demandsStatic: false,
      assigned: false,
    },
  ]);
});

test.each([
  ['{name}-', 'orders', 'orders-'],
  ['{name}-', 'a$&b', 'a$&b-'],
  ['', 'orders', ''],
])(
  'if an operator calls Services %j, the names of those for the resource %j start with %j',
  (generates, name, prefix) => {
    expect(resourceClaims('prod', { ...WRITTEN, name }, { ...FIELD, generates })[0].owner.generates).toBe(prefix);
  },
);

test('a field for each replica claims one number more than there are replicas', () => {
  expect(numbers({ replicas: 3 })).toEqual([30010, 30011, 30012, 30013]);
  expect(numbers({})).toEqual([30010, 30011]);
  expect(numbers({ replicas: 3 }, false)).toEqual([30010]);
});

test.each([0, -5])('with %d replicas, only the written number is claimed', (replicas) => {
  expect(numbers({ replicas })).toEqual([30010]);
});

test('numbers stop at the last port, however many replicas are written', () => {
  expect(numbers({ port: 65534, replicas: 1e9 })).toEqual([65534, 65535]);
  expect(numbers({ port: 70000, replicas: 3 })).toEqual([70000]);
});

test('a resource is named by its kind, and is in the default namespace unless it names one', () => {
  expect(nameResource(WRITTEN)).toBe('Kafka shop/orders');
  expect(nameResource({ ...WRITTEN, namespace: undefined })).toBe('Kafka default/orders');
});
