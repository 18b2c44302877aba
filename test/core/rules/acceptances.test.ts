import { acceptanceResults, acceptanceFault } from '../../../lib/core/rules/acceptances';
import { ledgerOf, service } from '../../support/ledgers';

const acceptance = (code: string, reason: string) => ({ path: '', code, reason });

test.each(['outside-static-band', 'port-reserved', 'service-repeated'])('%s can be accepted with a reason', (code) => {
  expect(acceptanceFault(acceptance(code, 'clients move by March'))).toBeUndefined();
});

test.each(['', '  \n'])('the reason %j does not count', (reason) => {
  expect(acceptanceFault(acceptance('port-reserved', reason))).toEqual({
    code: 'reason-missing',
    parts: {
      what: 'port-reserved is accepted without a reason',
      wayOut: 'Say why in one sentence, such as "clients move by March"',
    },
  });
});

test('a reason that is missing altogether is refused as an empty one is', () => {
  expect(acceptanceFault(acceptance('port-reserved', undefined as unknown as string))?.code).toBe('reason-missing');
});

test('a code that does not exist is answered with those that can be accepted', () => {
  const { code, parts } = acceptanceFault(acceptance('port-token', 'why'))!;
  expect([code, parts.what]).toEqual(['acceptance-invalid', 'there is no finding "port-token" to accept']);
  const offered = parts.wayOut.replace(/^.*Use one of: /, '').split(', ');
  expect(offered).toContain('port-reserved');
  expect(offered).not.toContain('port-taken');
  for (const each of offered) expect(acceptanceFault(acceptance(each, 'why'))).toBeUndefined();
});

test('a code that is nearly one that can be accepted is answered with that one first', () => {
  const fault = acceptanceFault(acceptance('pinned-in-dynamic-bnd', 'why'));
  expect(fault?.parts.wayOut).toMatch(/^Did you mean pinned-in-dynamic-band\? Use one of: /);
});

test.each([
  [
    'port-taken',
    'the API server refuses it whatever the reason',
    'Give one of them the free port that the message names',
  ],
  ['static-band-full', 'nothing can be written until it is fixed', 'Widen the range of the cluster'],
])('%s cannot be accepted, because %s', (code, because, remedy) => {
  expect(acceptanceFault(acceptance(code, 'why'))).toEqual({
    code: 'acceptance-invalid',
    parts: { what: `${code} cannot be accepted, since ${because}`, wayOut: `${remedy}, and remove the acceptance` },
  });
});

test('annotations are judged at their Services', () => {
  const annotations = {
    'nodeport.cdk8s.io/accept-port-reserved': 'agreed',
    'nodeport.cdk8s.io/accept-port-taken': 'agreed',
    'nodeport.cdk8s.io/accept-service-repeated': '',
  };
  const results = acceptanceResults(ledgerOf([service('web', { annotations }), service('api')]));
  expect(results).toMatchObject([
    { code: 'acceptance-invalid', path: 'web', who: 'Service shop/web', service: 'shop/web' },
    { code: 'reason-missing', path: 'web', who: 'Service shop/web', service: 'shop/web' },
  ]);
  expect(results[0].what).toContain('port-taken');
});
