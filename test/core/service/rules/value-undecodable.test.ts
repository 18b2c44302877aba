import { valueUndecodable } from '../../../../lib/core/service/rules/value-undecodable';
import { faultsOf, serviceOf } from '../../../support/services';

test.each<[object, string]>([
  [{ type: 1 }, 'spec.type is 1, but the API server accepts only text. Put it in quotes, as in type: "1"'],
  [
    { allocateLoadBalancerNodePorts: 'False' },
    'spec.allocateLoadBalancerNodePorts is the text "False", but the API server accepts only true or false. ' +
      'Write allocateLoadBalancerNodePorts: false',
  ],
  [
    { allocateLoadBalancerNodePorts: 'TRUE' },
    'spec.allocateLoadBalancerNodePorts is the text "TRUE", but the API server accepts only true or false. ' +
      'Write allocateLoadBalancerNodePorts: true',
  ],
  [
    { allocateLoadBalancerNodePorts: 1 },
    'spec.allocateLoadBalancerNodePorts is 1, but the API server accepts only true or false. ' +
      'Write true or false there',
  ],
  [{ ports: '80' }, 'spec.ports is the text "80", but the API server accepts only a list. Write a list there'],
  [{ ports: { port: 80 } }, 'spec.ports is a map, but the API server accepts only a list. Write a list there'],
  [
    { externalTrafficPolicy: ['Local'] },
    'spec.externalTrafficPolicy is a list, but the API server accepts only text. Write text there',
  ],
])('%j cannot be decoded', (spec, fault) => {
  expect(faultsOf(valueUndecodable, spec)).toEqual([`Service: ${fault}`]);
});

test.each<[object, string]>([
  [
    { name: true },
    'name is true, as y, yes and on are without quotes, but the API server accepts only text. ' +
      'Put it in quotes, as in name: "y"',
  ],
  [
    { name: false },
    'name is false, as n, no and off are without quotes, but the API server accepts only text. ' +
      'Put it in quotes, as in name: "n"',
  ],
  [{ port: '080' }, 'port is the text "080", but the API server accepts only a whole number. Write port: 80'],
  [{ port: '' }, 'port is the text "", but the API server accepts only a whole number. Write a whole number there'],
  [
    { port: 'web' },
    'port is the text "web", but the API server accepts only a whole number. Write a whole number there',
  ],
  [
    { port: true },
    'port is true, as y, yes and on are without quotes, but the API server accepts only a whole number. ' +
      'Write a whole number there',
  ],
  [{ port: 1.5 }, 'port is 1.5, but the API server accepts only a whole number. Write a whole number there'],
  [{ protocol: ['TCP'] }, 'protocol is a list, but the API server accepts only text. Write text there'],
])('an entry with %j cannot be decoded', (entry, fault) => {
  const found = faultsOf(valueUndecodable, { ports: [{ port: 80 }, { port: 81, ...entry }] });
  expect(found).toEqual([`ports[1]: spec.ports[1].${fault}`]);
});

test('names in the metadata are judged too', () => {
  expect(valueUndecodable.check(serviceOf({}, { name: 123, namespace: 7 }))).toMatchObject([
    { what: 'metadata.name is 123, but the API server accepts only text' },
    { what: 'metadata.namespace is 7, but the API server accepts only text' },
  ]);
});

test('a misspelled field with any value is left to another rule', () => {
  expect(faultsOf(valueUndecodable, { ports: [{ port: 80, nodeport: 'x' }] })).toEqual([]);
});
