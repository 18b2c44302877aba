import * as fc from 'fast-check';
import { finding, strictFindings } from '../../../lib/core/findings/finding';
import { comparePaths, readPlace } from '../../../lib/core/findings/place';
import { CATALOGUE } from '../../../lib/core/rules/catalogue';
import { claimsOf } from '../../../lib/core/service/service-claims';

describe('the order of paths', () => {
  test('is that of lines inside a file, and of texts otherwise', () => {
    const paths = ['b.yaml:1:1', 'a.yaml:10:3', 'a.yaml:9:12', 'a.yaml:9:3', 'app/web'];
    expect(paths.sort(comparePaths)).toEqual(['a.yaml:9:3', 'a.yaml:9:12', 'a.yaml:10:3', 'app/web', 'b.yaml:1:1']);
  });

  test('is always an order: it never runs in a circle', () => {
    const path = fc.stringMatching(/^[a:1]{0,6}$/);
    fc.assert(
      fc.property(path, path, path, (a, b, c) => {
        expect(Math.sign(comparePaths(a, b))).toBe(-Math.sign(comparePaths(b, a)) + 0);
        if (comparePaths(a, b) <= 0 && comparePaths(b, c) <= 0) expect(comparePaths(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('takes only a place apart, not a construct path with a colon', () => {
    expect(readPlace('C:\\edge.yaml:12:15')).toEqual({ file: 'C:\\edge.yaml', line: 12, column: 15 });
    expect([readPlace('app/web'), readPlace('app/a:b')]).toEqual([undefined, undefined]);
  });
});

test('a strict cluster turns warnings into errors, except accepted ones', () => {
  const about = (acceptedBecause?: string) =>
    finding(
      CATALOGUE['service-repeated'],
      { what: 'x', wayOut: 'y' },
      { cluster: 'prod', path: 'web', acceptedBecause },
    );
  const strict = strictFindings([about(), about('clients move by March')]);
  expect(strict.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

test('claims and faults of a Service in a file stand where their port does', () => {
  const manifest = {
    metadata: { name: 'web' },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30003,
      ports: [
        { name: 'a', port: 80, nodePort: 30001 },
        { port: 81, nodePort: 'x' },
      ],
    },
  };
  const { claims, faults } = claimsOf(manifest, {
    cluster: 'default',
    path: 'a.yaml:1:1',
    demandsStatic: false,
    placeOf: (index) => `a.yaml:9:${index + 2}`,
  });
  expect(claims.map(({ owner }) => `${owner.port} ${owner.path}`)).toEqual([
    'a a.yaml:9:2',
    '81/TCP a.yaml:9:3',
    'healthCheckNodePort a.yaml:9:1',
  ]);
  expect(faults.map(({ code, owner }) => `${code} ${owner.path}`)).toEqual([
    'not-a-port a.yaml:9:3',
    'port-name-missing a.yaml:9:3',
  ]);
});
