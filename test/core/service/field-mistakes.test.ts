import { fieldMistakesOf, isPort, mayHoldMistake } from '../../../lib/core/service/field-mistakes';

const inSpec = (spec: Record<string, unknown>) => fieldMistakesOf({ spec });

describe('a misspelled field', () => {
  test.each([
    ['nodeport', 'nodePort'],
    ['node-port', 'nodePort'],
    ['NODE_PORT', 'nodePort'],
    ['Name', 'name'],
    ['targetport', 'targetPort'],
    ['appprotocol', 'appProtocol'],
  ])('%s in an entry of spec.ports should be %s', (written, right) => {
    expect(inSpec({ ports: [{}, { [written]: 'x' }] })).toEqual([
      { index: 1, field: `spec.ports[1].${written}`, value: 'x', instead: `spec.ports[1].${right}` },
    ]);
  });

  test.each([
    ['externaltrafficpolicy', 'externalTrafficPolicy'],
    ['Type', 'type'],
    ['health-check-node-port', 'healthCheckNodePort'],
    ['clusterIp', 'clusterIP'],
  ])('%s in the spec should be %s', (written, right) => {
    expect(inSpec({ [written]: 'x' })).toEqual([{ field: `spec.${written}`, value: 'x', instead: `spec.${right}` }]);
  });

  test('may also be a node port one level too high', () => {
    expect(inSpec({ nodePort: 30010 })).toEqual([
      { field: 'spec.nodePort', value: 30010, instead: 'spec.ports[0].nodePort' },
    ]);
  });

  test.each([
    ['Spec', 'spec'],
    ['meta-data', 'metadata'],
  ])('%s of the Service should be %s', (written, right) => {
    expect(fieldMistakesOf({ [written]: {} })).toEqual([{ field: written, value: {}, instead: right }]);
  });

  test.each([
    [{ type: 'NodePort' }, 'type', 'spec.type'],
    [{ ports: 'NodePort' }, 'ports', 'spec.ports'],
    [{ metadata: { spec: 'NodePort' } }, 'metadata.spec', 'spec'],
    [{ metadata: { type: 'NodePort' } }, 'metadata.type', 'spec.type'],
  ])('may be indented wrongly: %j', (manifest, field, instead) => {
    expect(fieldMistakesOf(manifest)).toEqual([{ field, value: 'NodePort', instead }]);
  });

  test('is not reported if it is null', () => {
    expect(fieldMistakesOf({ Spec: null, type: null, metadata: { spec: null } })).toEqual([]);
    expect(inSpec({ nodePort: null, Type: null, ports: [{ nodeport: null }] })).toEqual([]);
  });

  test('is not any unknown field, only one that resembles a known one', () => {
    expect(inSpec({ selector: {}, ports: [{ hostPort: 80, nodePorts: 1 }] })).toEqual([]);
  });
});

describe('a value of the wrong type', () => {
  test.each([
    ['type', 1, 'text'],
    ['externalTrafficPolicy', true, 'text'],
    ['clusterIP', [], 'text'],
    ['allocateLoadBalancerNodePorts', 'false', 'true or false'],
    ['ports', { port: 80 }, 'a list'],
  ])('is found in the spec, in %s: %j', (name, value, expected) => {
    expect(inSpec({ [name]: value })).toEqual([{ field: `spec.${name}`, value, expected }]);
  });

  test.each([
    ['name', true, 'text'],
    ['protocol', ['TCP'], 'text'],
    ['port', '80', 'a whole number'],
    ['port', 1.5, 'a whole number'],
  ])('is found in an entry of spec.ports, in %s: %j', (name, value, expected) => {
    expect(inSpec({ ports: [{ [name]: value }] })).toEqual([
      { index: 0, field: `spec.ports[0].${name}`, value, expected },
    ]);
  });

  test('is found in the names of the metadata', () => {
    expect(fieldMistakesOf({ metadata: { name: 1, namespace: false, labels: 7 } })).toEqual([
      { field: 'metadata.name', value: 1, expected: 'text' },
      { field: 'metadata.namespace', value: false, expected: 'text' },
    ]);
  });

  test('is ignored in a node port, which has a rule of its own', () => {
    expect(inSpec({ healthCheckNodePort: 'x', ports: [{ nodePort: 'x' }] })).toEqual([]);
  });
});

test('right fields, nulls, and entries without fields have no mistake', () => {
  const spec = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    allocateLoadBalancerNodePorts: false,
    clusterIP: null,
    ports: [{ name: 'web', port: 80, protocol: null, targetPort: 'http', appProtocol: 'https' }, null, 7],
  };
  expect(
    fieldMistakesOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: null }, spec }),
  ).toEqual([]);
});

describe('an entry of spec.ports', () => {
  test.each([{ port: 80, nodeport: 1 }, { port: 80, hostPort: 1 }, { port: '80' }, { port: 0 }, {}])(
    'may have a mistake if it is %j',
    (entry) => {
      expect(mayHoldMistake(entry)).toBe(true);
    },
  );

  test('has none if it has only known fields, and a port', () => {
    const entry = { name: 'a', protocol: 'TCP', port: 80, nodePort: 30009, targetPort: 1, appProtocol: 'http' };
    expect(mayHoldMistake(entry)).toBe(false);
  });
});

test.each([1, 80, 65535])('%d is a port', (value) => {
  expect(isPort(value)).toBe(true);
});

test.each([0, 65536, 1.5, '80', undefined])('%p is not a port', (value) => {
  expect(isPort(value)).toBe(false);
});
