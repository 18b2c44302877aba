import { fieldMisspelt } from '../../../../lib/core/service/rules/field-misspelt';
import { faultsOf } from '../../../support/services';

test.each([
  ['nodeport', 'nodePort'],
  ['node-port', 'nodePort'],
  ['target_port', 'targetPort'],
])('%s in an entry of spec.ports has no effect', (written, right) => {
  expect(faultsOf(fieldMisspelt, { ports: [{ port: 80 }, { port: 81, [written]: 30010 }] })).toEqual([
    `ports[1]: there is no field spec.ports[1].${written}; kubectl refuses it, and tools that accept it drop it, ` +
      `so its value has no effect. Write spec.ports[1].${right}: 30010`,
  ]);
});

test.each([
  ['externaltrafficpolicy', 'Local', 'Write spec.externalTrafficPolicy: Local'],
  ['nodePort', 30010, 'Write spec.ports[0].nodePort: 30010'],
  ['clusterIp', { a: 1 }, 'Write spec.clusterIP'],
])('%s in the spec has no effect', (written, value, wayOut) => {
  expect(faultsOf(fieldMisspelt, { [written]: value })).toEqual([
    `Service: there is no field spec.${written}; kubectl refuses it, and tools that accept it drop it, ` +
      `so its value has no effect. ${wayOut}`,
  ]);
});

test('a right field with a wrong value is left to another rule', () => {
  expect(faultsOf(fieldMisspelt, { type: 7, ports: [{ port: '80' }] })).toEqual([]);
});
