import { AcceptedFindings } from '../../../lib/core/rules/accepted-findings';

const CODE = 'port-reserved';
const accepting = (path: string, reason = 'agreed', service?: string) => ({ code: CODE, path, reason, service });

function reasonFor(path: string, acceptances: ReturnType<typeof accepting>[], service?: string): string | undefined {
  return new AcceptedFindings(acceptances).reasonFor({ code: CODE, path, service });
}

test.each([
  ['everywhere', '', 'shop/web'],
  ['at the construct itself', 'shop/web', 'shop/web'],
  ['below a construct', 'shop', 'shop/web/Service'],
  ['at a place of a file', 'shop/a.yaml:3:5', 'shop/a.yaml:3:5'],
  ['in a file', 'shop/a.yaml', 'shop/a.yaml:3:5'],
  ['in a folder', 'shop', 'shop/a.yaml:3:5'],
  ['in a folder given by an absolute path', '/srv/shop', '/srv/shop/a.yaml:3:5'],
])('a finding is accepted %s', (_, accepted, found) => {
  expect(reasonFor(found, [accepting(accepted)])).toBe('agreed');
});

test.each([
  ['beside the construct', 'shop/we', 'shop/web'],
  ['above the construct', 'shop/web', 'shop'],
  ['in another file', 'a.yaml', 'b.yaml:3:5'],
  ['at another place of the file', 'a.yaml:3:5', 'a.yaml:3:6'],
])('a finding is not accepted %s', (_, accepted, found) => {
  expect(reasonFor(found, [accepting(accepted)])).toBeUndefined();
});

test('only findings with the accepted code are accepted', () => {
  const accepted = new AcceptedFindings([accepting('')]);
  expect(accepted.reasonFor({ code: 'service-repeated', path: '' })).toBeUndefined();
});

test('without acceptances, nothing is accepted', () => {
  expect(reasonFor('shop/web', [])).toBeUndefined();
});

test('an invalid acceptance accepts nothing', () => {
  expect(reasonFor('shop/web', [accepting('', ' ')])).toBeUndefined();
});

test('the nearest acceptance gives the reason, without the blanks around it', () => {
  const acceptances = [accepting('', 'everywhere'), accepting('shop', 'nearer'), accepting('shop/web', ' nearest ')];
  expect(reasonFor('shop/web/Service', acceptances)).toBe('nearest');
});

test('the acceptance of a place comes before that of its file', () => {
  expect(reasonFor('a.yaml:3:5', [accepting('a.yaml', 'of the file'), accepting('a.yaml:3:5', 'of the place')])).toBe(
    'of the place',
  );
});

test('of two acceptances for one place, the first gives the reason', () => {
  expect(reasonFor('shop/web', [accepting('shop', 'first'), accepting('shop', 'second')])).toBe('first');
});

describe('the acceptance of a Service', () => {
  test('covers its ports on other lines of the file', () => {
    expect(reasonFor('a.yaml:9:7', [accepting('a.yaml:3:5', 'own', 'shop/web')], 'shop/web')).toBe('own');
  });

  test('comes before that of its construct', () => {
    const acceptances = [accepting('shop/web', 'of all'), accepting('shop/web', 'own', 'shop/web')];
    expect(reasonFor('shop/web', acceptances, 'shop/web')).toBe('own');
  });

  test('covers no other Service, and no finding about the cluster', () => {
    const acceptances = [accepting('shop/web', 'own', 'shop/web')];
    expect(reasonFor('shop/web', acceptances, 'shop/api')).toBeUndefined();
    expect(reasonFor('shop/web', acceptances)).toBeUndefined();
  });

  test('leaves the other acceptances to its findings', () => {
    expect(reasonFor('shop/web', [accepting('shop', 'of all')], 'shop/web')).toBe('of all');
  });
});
