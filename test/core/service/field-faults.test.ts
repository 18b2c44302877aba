import { Authority, Severity } from '../../../lib/core/findings/finding-kind';
import { DECODING_RULES, VALIDATION_RULES, faultsBy, isDecodingFault } from '../../../lib/core/service/field-faults';
import { FieldFault, ServiceRule } from '../../../lib/core/service/rules/service-rule';
import { serviceOf } from '../../support/services';

const OWNER = { cluster: 'prod', path: 'web.yaml:1:1', service: 'web' };
const SERVICE = serviceOf({ ports: [{ name: 'web', port: 80 }, { port: 81 }] });

function rule(faults: FieldFault[], more: Partial<ServiceRule> = {}): ServiceRule {
  return {
    code: 'port-drifts',
    severity: Severity.ERROR,
    authority: Authority.LIBRARY,
    title: 'A port drifts',
    remedy: 'Anchor it',
    check: () => faults,
    ...more,
  };
}

const judged = (...rules: ServiceRule[]) => faultsBy(rules, SERVICE, OWNER, (index) => `web.yaml:9:${index + 2}`);

test('a fault has the code and authority of its rule, and what the rule says', () => {
  const fault = { what: 'it drifts', wayOut: 'Anchor it', nodePort: 30009, lastMinor: 32 };
  expect(judged(rule([fault]))).toEqual([{ code: 'port-drifts', authority: 'library', owner: OWNER, ...fault }]);
});

test('a fault of an entry is at its place, and one of the health check at its own', () => {
  const faults = judged(rule([{ what: 'a' }, { index: -1, what: 'b' }, { index: 0, what: 'c' }]));
  expect(faults.map(({ owner }) => owner)).toEqual([
    OWNER,
    { ...OWNER, path: 'web.yaml:9:1' },
    { ...OWNER, path: 'web.yaml:9:2' },
  ]);
});

test('a rule may have the port named as well', () => {
  const faults = [{ what: 'a' }, { index: -1, what: 'b' }, { index: 0, what: 'c' }, { index: 1, what: 'd' }];
  expect(judged(rule(faults, { namesPort: true })).map(({ owner }) => owner.port)).toEqual([
    undefined,
    'healthCheckNodePort',
    'web',
    '81/TCP',
  ]);
});

test('faults come in the order of the rules', () => {
  const rules = ['b', 'a'].map((code) => rule([{ what: 'x' }, { what: 'y' }], { code }));
  expect(judged(...rules).map(({ code, what }) => `${code} ${what}`)).toEqual(['b x', 'b y', 'a x', 'a y']);
});

test('no rule is asked twice', () => {
  const codes = [...DECODING_RULES, ...VALIDATION_RULES].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test('a value that cannot be decoded is told from a field that is refused after numbers are allocated', () => {
  const isDecoding = (code: string) => isDecodingFault(judged(rule([{ what: 'x' }], { code }))[0]);
  expect(['not-a-port', 'value-undecodable', 'node-port-not-allowed', 'type-unknown'].map(isDecoding)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('nothing is wrong with a plain Service', () => {
  const plain = serviceOf({ ports: [{ port: 80, nodePort: 30009 }] });
  expect(faultsBy([...DECODING_RULES, ...VALIDATION_RULES], plain, OWNER, () => '')).toEqual([]);
});
