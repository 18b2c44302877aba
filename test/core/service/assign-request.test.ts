import { assignRequestOf } from '../../../lib/core/service/assign-request';

const ASSIGN = 'nodeport.cdk8s.io/assign';
const RESERVATION = 'nodeport.cdk8s.io/reservation';

const labeled = (labels: object) => assignRequestOf({ metadata: { labels } });

describe.each(['labels', 'annotations'])('the %s of a Service', (field) => {
  const request = (map: object) => assignRequestOf({ metadata: { [field]: map } });

  test('ask for static ports', () => {
    expect(request({ [ASSIGN]: 'static' })).toEqual({ isStatic: true });
  });

  test('ask for static ports of a reservation, with or without saying so', () => {
    expect(request({ [RESERVATION]: 'kafka' })).toEqual({ isStatic: true, reservation: 'kafka' });
    expect(request({ [RESERVATION]: 'kafka', [ASSIGN]: 'static' })).toEqual({ isStatic: true, reservation: 'kafka' });
  });
});

test('an annotation takes precedence over a label', () => {
  const metadata = { labels: { [RESERVATION]: 'a' }, annotations: { [RESERVATION]: 'b' } };
  expect(assignRequestOf({ metadata })).toEqual({ isStatic: true, reservation: 'b' });
});

test.each([undefined, null, {}, { metadata: null }, { metadata: { labels: { app: 'web' }, annotations: 7 } }])(
  '%j asks for nothing',
  (manifest) => {
    expect(assignRequestOf(manifest)).toEqual({ isStatic: false });
  },
);

test.each<[object, [string, string]]>([
  [{ [ASSIGN]: 'dynamic' }, [ASSIGN, '"dynamic"']],
  [{ [ASSIGN]: true }, [ASSIGN, 'true']],
  [{ [ASSIGN]: '', [RESERVATION]: 'kafka' }, [ASSIGN, '""']],
  [{ [RESERVATION]: '' }, [RESERVATION, '""']],
  [{ [RESERVATION]: 7, [ASSIGN]: 'static' }, [RESERVATION, '7']],
  [{ [RESERVATION]: () => 'kafka' }, [RESERVATION, '']],
])('the value in %j means nothing, so it asks for nothing', (labels, odd) => {
  expect(labeled(labels)).toEqual({ isStatic: false, odd });
});

test('a value that means nothing is cut to what a report prints', () => {
  expect(labeled({ [ASSIGN]: 'x'.repeat(1_000) }).odd?.[1]).toMatch(/^"x+…x+"$/);
});
