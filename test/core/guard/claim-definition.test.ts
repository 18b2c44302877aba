import { claimDefinition } from '../../../lib/core/guard/claim-definition';
import { evaluateCel } from '../../support/cel';

const specOf = (minor?: number) => claimDefinition(minor).object.spec as any;
const schemaOf = (minor?: number) => specOf(minor).versions[0].schema.openAPIV3Schema;
const rulesOf = (minor?: number): any[] => schemaOf(minor)['x-kubernetes-validations'];

describe('a claim is named after its port', () => {
  const named = (name: string) => ({ self: { metadata: { name } } });
  const [nameRule] = rulesOf();

  test.each(['1', '30009', '65535'])('%s is a port', (name) => {
    expect(evaluateCel(nameRule.rule, named(name))).toBe(true);
  });

  test.each(['0', '030009', '65536', '300091', '-1', '30009.5', 'web', ''])('%j is not a port', (name) => {
    expect(evaluateCel(nameRule.rule, named(name))).toBe(false);
  });

  test('and a refusal gives an example', () => {
    expect(evaluateCel(nameRule.messageExpression, named('web'))).toBe(
      'a NodePortClaim is named after its node port, such as 30009, not web',
    );
  });
});

describe('a claim keeps its owner', () => {
  const claimed = (claimedBy: string, service: string, reason = '') => ({
    metadata: { name: '30009' },
    spec: { claimedBy, service, reason },
  });
  const [, ownerRule] = rulesOf();
  const before = claimed('github.com/acme/storage', 'storage/minio');

  test.each([
    ['be applied again', before, before],
    ['get another reason', before, claimed('github.com/acme/storage', 'storage/minio', 'the appliance')],
    ['get the Service that it lacked', claimed('me', ''), claimed('me', 'storage/minio')],
    ['be taken over if it was adopted', claimed('adopted', 'storage/minio'), before],
  ])('but may %s', (_, oldSelf, self) => {
    expect(evaluateCel(ownerRule.rule, { oldSelf, self })).toBe(true);
  });

  test.each([
    ['go to another repository', before, claimed('github.com/acme/edge', 'storage/minio')],
    ['go to another Service', before, claimed('github.com/acme/storage', 'storage/other')],
    ['lose its Service', before, claimed('github.com/acme/storage', '')],
    ['go to another Service, even if it was adopted', claimed('adopted', 'storage/minio'), claimed('me', 'edge/x')],
  ])('and may not %s', (_, oldSelf, self) => {
    expect(evaluateCel(ownerRule.rule, { oldSelf, self })).toBe(false);
  });

  test.each([
    [before, 'is already claimed by github.com/acme/storage for storage/minio. Use'],
    [claimed('me', '', 'the appliance'), 'is already claimed by me (the appliance). Use'],
  ])('and the refusal names the owner: %j', (oldSelf, text) => {
    expect(evaluateCel(ownerRule.messageExpression, { oldSelf, self: oldSelf })).toContain(`node port 30009 ${text}`);
  });
});

test('a claim may name no Service, or one in a namespace', () => {
  const pattern = new RegExp(schemaOf().properties.spec.properties.service.pattern);
  expect(['', 'storage/minio', 'storage/*', 'minio'].map((service) => pattern.test(service))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('only claimedBy is required; what is left out is empty', () => {
  const { required, properties } = schemaOf().properties.spec;
  expect(schemaOf().required).toEqual(['spec']);
  expect(required).toEqual(['claimedBy']);
  expect(properties.claimedBy.minLength).toBe(1);
  expect([properties.service, properties.port, properties.reason].map((each) => each.default)).toEqual(['', '', '']);
});

test('the definition is named after its plural and group, as the API server requires', () => {
  const { names, group, scope } = specOf();
  expect(claimDefinition().object.metadata.name).toBe(`${names.plural}.${group}`);
  expect([names.kind, names.singular, names.shortNames]).toEqual(['NodePortClaim', 'nodeportclaim', ['npc']]);
  expect(scope).toBe('Cluster');
});

test('its only version is served and stored', () => {
  expect(specOf().versions).toMatchObject([{ name: 'v1', served: true, storage: true }]);
});

test('the API server is told how long a name may be, which bounds the cost of the rules', () => {
  expect(schemaOf().properties.metadata.properties.name.maxLength).toBe(253);
});

describe('the rules', () => {
  test.each([undefined, 28, 37])('name field and reason for Kubernetes 1.%p', (minor) => {
    expect(rulesOf(minor).map(({ reason, fieldPath }) => [reason, fieldPath])).toEqual([
      ['FieldValueInvalid', '.metadata.name'],
      ['FieldValueForbidden', '.spec.service'],
    ]);
  });

  test('are limited to what Kubernetes 1.27 understands for that version', () => {
    expect(rulesOf(27)).toEqual(rulesOf().map(({ rule, messageExpression }) => ({ rule, messageExpression })));
  });
});
