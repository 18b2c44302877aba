import { freePorts, sameClaim } from '../../../lib/core/claims/next-claim';
import { NodePortBands } from '../../../lib/core/cluster/bands';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { claimed } from '../../support/cluster-claims';

describe('a second request', () => {
  const known = [claimed(30001, 'a/y'), claimed(30002, 'a/x'), claimed(30003, 'a/*'), claimed(30004, '')];
  const wanted = (service: string, more: object = {}) => claimed(0, service, more);

  test('for the same port of a Service gets the same number', () => {
    expect(sameClaim(known, wanted('a/x'))).toBe(known[1]);
  });

  test('gets the same number whatever its reason', () => {
    expect(sameClaim(known, wanted('a/x', { reason: 'the appliance' }))).toBe(known[1]);
  });

  test.each([
    ['for another Service', wanted('b/x')],
    ['for another port of the Service', wanted('a/x', { port: 'web' })],
    ['by another repository', wanted('a/x', { claimedBy: 'github.com/acme/edge' })],
    ['for a namespace, which may need several', wanted('a/*')],
    ['for no Service, which may be for something else', wanted('')],
  ])('%s gets a number of its own', (_, claim) => {
    expect(sameClaim(known, claim)).toBeUndefined();
  });
});

describe('the next port', () => {
  const free = (range: string, ...taken: number[]) =>
    freePorts(NodePortBands.of(PortRange.parse(range)), new Set(taken));

  test('is a static one that nobody claims or holds, and commonly hard-coded ones come last', () => {
    expect(free('30000-30031', 30002)).toEqual([
      30003, 30004, 30005, 30006, 30008, 30009, 30010, 30011, 30012, 30013, 30014, 30015, 30000, 30001, 30007,
    ]);
  });

  test('is any port of a range that is too small for bands', () => {
    expect(free('30000-30003').sort()).toEqual([30000, 30001, 30002, 30003]);
  });

  test('is not found once all static ports are taken, although dynamic ones are free', () => {
    const band = Array.from({ length: 16 }, (_, index) => 30000 + index);
    expect(free('30000-30031', ...band)).toEqual([]);
  });
});
