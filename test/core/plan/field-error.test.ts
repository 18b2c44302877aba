import { invalid, shown, unsupportedErrors } from '../../../lib/core/plan/field-error';
import { PortPool } from '../../../lib/core/plan/port-pool';
import { profileOf } from '../../support/parties';

test('an unsupported value is reported with the supported ones', () => {
  const protocol = { field: 'spec.ports[0].protocol', value: 'tcp', supported: ['SCTP', 'TCP', 'UDP'] };
  expect(unsupportedErrors([protocol, { field: 'spec.type', value: 'nodeport', supported: ['NodePort'] }])).toEqual([
    {
      text: 'spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
      code: 'value-unsupported',
    },
    { text: 'spec.type: Unsupported value: "nodeport": supported values: "NodePort"', code: 'type-unknown' },
  ]);
});

test('the answer of the API server lists several errors in brackets, and has the code and number of the first', () => {
  const first = { text: 'a: wrong', code: 'port-taken', nodePort: 30001 };
  expect(invalid('web', [first])).toEqual({
    status: 422,
    error: 'Service "web" is invalid: a: wrong',
    code: 'port-taken',
    nodePort: 30001,
  });
  expect(invalid('web', [first, { text: 'b: wrong' }]).error).toBe('Service "web" is invalid: [a: wrong, b: wrong]');
});

test('a pick is shown as such, since its number is unknown', () => {
  const pick = new PortPool(profileOf(), []).pick() as number;
  expect([shown(30001), shown(pick)]).toEqual(['30001', '(picked)']);
});
