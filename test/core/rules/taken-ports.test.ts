import { declarationFaultIn, claimsOfTakenPorts } from '../../../lib/core/rules/taken-ports';
import { PROD } from '../../support/ledgers';

const fault = (port: number, reason = 'the API server') => declarationFaultIn([{ port, reason }], PROD);
const codeOf = (found: ReturnType<typeof fault>) => (typeof found?.kind === 'string' ? found.kind : found?.kind.code);

test.each([30000, 32767])('port %d can be declared', (port) => {
  expect(fault(port)).toBeUndefined();
});

test.each([
  [29999, 'outside-range', 'port 29999 is outside the range of the cluster, 30000-32767'],
  [32768, 'outside-range', 'port 32768 is outside the range of the cluster, 30000-32767'],
  [30000.5, 'not-a-port', '30000.5 is not a node port, which is a whole number from 1 to 65535'],
])('port %d cannot be declared', (port, code, what) => {
  expect(codeOf(fault(port))).toBe(code);
  expect(fault(port)?.parts.what).toBe(what);
});

test.each(['', ' ', undefined as unknown as string])('a port cannot be declared with the reason %j', (reason) => {
  const found = declarationFaultIn([{ port: 30009, reason }], PROD);
  expect(found).toEqual({
    kind: 'reason-missing',
    parts: {
      what: 'port 30009 is taken without a reason',
      wayOut: "Say what holds it, such as reason: 'the API server'",
    },
  });
});

test('the first fault of several declarations is returned', () => {
  const declared = [30009, 29999, 29998].map((port) => ({ port, reason: 'etcd' }));
  expect(declarationFaultIn(declared, PROD)?.parts.wayOut).toBe('Remove port: 29999');
  expect(declarationFaultIn([], PROD)).toBeUndefined();
});

test('a port that is declared twice is claimed once, for both reasons', () => {
  const declared = [
    { port: 30009, reason: ' etcd ' },
    { port: 30010, reason: 'the API server' },
    { port: 30009, reason: 'backups' },
  ];
  const claims = claimsOfTakenPorts(declared, 'prod', 'NodePorts');
  expect(claims.map(({ nodePort, owner }) => [nodePort, owner.reason])).toEqual([
    [30009, 'etcd; backups'],
    [30010, 'the API server'],
  ]);
  expect(claims[0]).toMatchObject({ kind: 'taken', owner: { cluster: 'prod', path: 'NodePorts' } });
});
