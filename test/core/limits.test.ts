import { LIMITS } from '../../lib/core/limits';

/** The sizes of real input; see the documentation of Kubernetes. */
const LONGEST_DNS_NAME = 253;
const DEFAULT_NODE_PORTS = 2_768;
const LARGEST_OBJECT_IN_ETCD = 1.5 * 1024 * 1024;

test('no limit is reached by anything that a cluster accepts', () => {
  expect(LIMITS.nameLength).toBeGreaterThan(LONGEST_DNS_NAME);
  expect(LIMITS.portsOfService).toBeGreaterThan(DEFAULT_NODE_PORTS);
  expect(LIMITS.documentBytes).toBeGreaterThan(LARGEST_OBJECT_IN_ETCD);
});

test('a report of as many findings and problems as are listed fits into its bytes', () => {
  const usualBytes = 1_000;
  expect((LIMITS.findings + LIMITS.problems) * usualBytes).toBeLessThan(LIMITS.reportBytes);
  expect(LIMITS.textLength).toBeGreaterThan(4 * LIMITS.nameLength);
});
