import { HINTS, PORT_FIELDS, PortField, fieldFor } from '../../../lib/core/service/port-fields';

const FIELDS: PortField[] = [
  { kind: 'Kafka', path: 'spec.listeners[].nodePort' },
  { kind: 'HelmRelease', path: 'spec.values.**' },
];

test('a field is known by the kind of its resource and its exact path', () => {
  expect(fieldFor({ kind: 'Kafka', field: 'spec.listeners[].nodePort' }, FIELDS)).toBe(FIELDS[0]);
  expect(fieldFor({ kind: 'Other', field: 'spec.listeners[].nodePort' }, FIELDS)).toBeUndefined();
  expect(fieldFor({ kind: 'Kafka', field: 'spec.listeners[].nodePorts' }, FIELDS)).toBeUndefined();
  expect(fieldFor({ kind: 'Kafka', field: 'spec.listeners[]' }, FIELDS)).toBeUndefined();
});

test('two asterisks stand for any fields below', () => {
  const known = (field: string) => fieldFor({ kind: 'HelmRelease', field }, FIELDS) !== undefined;
  expect(known('spec.values.nodePort')).toBe(true);
  expect(known('spec.values.service.ports[].nodePort')).toBe(true);
  expect(known('spec.values')).toBe(false);
  expect(known('spec.valuesFrom.nodePort')).toBe(false);
});

test.each([
  ['Kafka', 'spec.kafka.listeners[].configuration.brokers[].nodePort', '{name}-', undefined],
  ['Kafka', 'spec.listeners.custom[].externalAccess.nodePort.nodePortOffset', '{name}-', true],
  ['Kafka', 'spec.services.mds.externalAccess.nodePort.nodePortOffset', '{name}-', undefined],
  ['KsqlDB', 'spec.externalAccess.nodePort.nodePortOffset', undefined, undefined],
  ['GatewayParameters', 'spec.kube.service.ports[].nodePort', '', undefined],
])('the %s of an operator asks for a port in %s', (kind, field, generates, isPerReplica) => {
  expect(fieldFor({ kind, field }, PORT_FIELDS)).toEqual({ kind, path: field, generates, isPerReplica });
});

test('chart values are only hints', () => {
  const field = { kind: 'HelmRelease', field: 'spec.values.service.nodePort' };
  expect(fieldFor(field, HINTS)).toBeDefined();
  expect(fieldFor(field, PORT_FIELDS)).toBeUndefined();
});
