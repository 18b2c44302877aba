import { annotatedAcceptances } from '../../../lib/core/findings/acceptance';

const AT = { path: 'edge.yaml:1:1', service: 'edge/ingress' };
const KEY = 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band';

test('an annotation accepts the code in its key for the reason in its value, in its own Service only', () => {
  expect(annotatedAcceptances({ [KEY]: 'clients move by March' }, AT)).toEqual([
    { ...AT, code: 'pinned-in-dynamic-band', reason: 'clients move by March' },
  ]);
});

test('annotations with another key accept nothing', () => {
  expect(annotatedAcceptances({ 'example.com/owner': 'edge', 'nodeport.cdk8s.io/accept': 'all' }, AT)).toEqual([]);
});

test.each([undefined, null, 7, true, {}])('%j is not a reason, so it counts as an empty one', (reason) => {
  expect(annotatedAcceptances({ [KEY]: reason }, AT)).toMatchObject([{ reason: '' }]);
});

test('a code and a reason are cut to what a report prints', () => {
  const [{ code, reason }] = annotatedAcceptances({ [KEY.padEnd(9_000, 'x')]: 'y'.repeat(9_000) }, AT);
  expect({ code: code.length, reason: reason.length }).toEqual({ code: 151, reason: 4_000 });
});
