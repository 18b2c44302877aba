import { adopt } from '../../../lib/core/claims/adoption';
import { ClaimState, claimsBeside } from '../../../lib/core/claims/claims-beside';
import { freePorts, sameClaim } from '../../../lib/core/claims/next-claim';
import { NodePortBands } from '../../../lib/core/cluster/bands';
import { PortRange } from '../../../lib/core/cluster/port-range';

const claim = (nodePort: number, service: string) => ({
  nodePort,
  service,
  port: '',
  claimedBy: 'github.com/acme/storage',
  reason: '',
});
const holder = (nodePort: number, service: string) => ({ nodePort, service, port: 'api' });

test('claims are listed with the Services that hold their ports', () => {
  const claims = [claim(30004, 'a/x'), claim(30001, 'a/x'), claim(30002, 'a/*'), claim(30003, ''), claim(30006, 'a/*')];
  const holders = [
    holder(30001, 'a/x'),
    holder(30002, 'a/y'),
    holder(30003, 'b/z'),
    holder(30005, 'b/z'),
    holder(30006, 'ab/z'),
  ];
  expect(claimsBeside(claims, holders).map(({ nodePort, state }) => [nodePort, state])).toEqual([
    [30001, ClaimState.HELD],
    [30002, ClaimState.HELD],
    [30003, ClaimState.HELD_BY_ANOTHER],
    [30004, ClaimState.NOT_HELD],
    [30005, ClaimState.NOT_CLAIMED],
    [30006, ClaimState.HELD_BY_ANOTHER],
  ]);
});

test('running Services are adopted, one claim per number, and a number of two Services is left for people to decide', () => {
  const { claims, contested } = adopt([
    holder(30002, 'a/x'),
    holder(30001, 'a/x'),
    { ...holder(30001, 'a/x'), port: 'udp' },
    holder(30003, 'a/x'),
    holder(30003, 'b/z'),
  ]);
  expect(claims).toEqual(
    [30001, 30002].map((nodePort) => ({ ...claim(nodePort, 'a/x'), port: 'api', claimedBy: 'adopted' })),
  );
  expect(contested).toEqual([{ nodePort: 30003, services: ['a/x', 'b/z'] }]);
});

test('the next port is a static one that nobody claims or holds, and not one that everybody writes by hand', () => {
  const bands = NodePortBands.of(PortRange.parse('30000-30031'));
  expect(freePorts(bands, new Set([30002]))).toEqual([
    30003, 30004, 30005, 30006, 30008, 30009, 30010, 30011, 30012, 30013, 30014, 30015, 30000, 30001, 30007,
  ]);
  expect(freePorts(NodePortBands.of(PortRange.parse('30000-30003')), new Set())).toHaveLength(4);
});

test('a second request for the same port of a Service gets the same number', () => {
  const known = [claim(30001, 'a/x'), claim(30002, 'a/*'), claim(30003, '')];
  expect(sameClaim(known, claim(0, 'a/x'))).toBe(known[0]);
  for (const other of [
    claim(0, 'a/*'),
    claim(0, ''),
    { ...claim(0, 'a/x'), port: 'b' },
    { ...claim(0, 'a/x'), claimedBy: 'b' },
  ]) {
    expect(sameClaim(known, other)).toBeUndefined();
  }
});
