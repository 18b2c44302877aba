import {
  ProbeResult,
  exemptIn,
  probeKey,
  probeOfHeldPort,
  probeService,
  readProbe,
  verdictOfBinding,
} from '../../../lib/core/guard/diagnosis';
import { guardBinding } from '../../../lib/core/guard/guard-policy';

const BY_THE_GUARD = "ValidatingAdmissionPolicy 'nodeport-guard.cdk8s.io' with binding 'nodeport-guard.cdk8s.io'";

describe("a stranger's Service that asked for a claimed port", () => {
  test.each([
    ['was refused by the guard', false, `Error from server: ${BY_THE_GUARD} denied request`, ProbeResult.REFUSED],
    ['was warned by the guard', true, `Warning: Validation failed for ${BY_THE_GUARD}`, ProbeResult.WARNED],
    ['was let through', true, '', ProbeResult.LET_THROUGH],
    ['was let through with a warning of something else', true, 'Warning: v1 Thing is old', ProbeResult.LET_THROUGH],
    ['failed for another reason', false, 'Error from server (NotFound): namespaces "x" not found', ProbeResult.UNKNOWN],
  ])('%s', (_, isDone, stderr, result) => {
    expect(readProbe({ isDone, stderr })).toBe(result);
  });
});

describe('the Service that probes the guard', () => {
  test('asks for a free port as a NodePort Service', () => {
    expect(probeService('edge', 30009)).toMatchObject({
      kind: 'Service',
      metadata: { namespace: 'edge', name: probeKey('edge').split('/')[1] },
      spec: { type: 'NodePort', ports: [{ nodePort: 30009 }] },
    });
  });

  test('asks for a port in use as an ExternalName, which the allocator does not check', () => {
    expect(probeOfHeldPort('edge', 30009)).toMatchObject({
      spec: { type: 'ExternalName', externalName: 'probe.invalid', ports: [{ nodePort: 30009 }] },
    });
  });
});

describe('a binding of the guard', () => {
  test('is read as it was written', () => {
    expect(exemptIn(guardBinding('Deny', ['kube-system', 'edge']).object)).toEqual(['kube-system', 'edge']);
    expect(exemptIn(guardBinding('Deny', []).object)).toEqual([]);
    expect(verdictOfBinding(guardBinding('Deny', []).object)).toBe('Deny');
    expect(verdictOfBinding(guardBinding('Warn', []).object)).toBe('Warn');
  });

  const withExpressions = (matchExpressions: unknown) => ({
    spec: { matchResources: { namespaceSelector: { matchExpressions } } },
  });

  test.each([
    ['is absent', undefined],
    ['is empty', {}],
    ['has no selector', { spec: { matchResources: {} } }],
    ['has a selector that is not a list', withExpressions('kube-system')],
    ['names where it applies', withExpressions([{ operator: 'In', values: ['edge'] }])],
    ['names a label alone', withExpressions([{ operator: 'NotIn' }])],
    ['has an empty expression', withExpressions([null])],
  ])('exempts nothing if it %s', (_, binding) => {
    expect(exemptIn(binding)).toEqual([]);
  });

  test.each([[undefined], [{ spec: {} }], [{ spec: { validationActions: 'Deny' } }]])(
    'does not deny anything if it is damaged: %j',
    (binding) => {
      expect(verdictOfBinding(binding)).toBe('Warn');
    },
  );
});
