import { ApplyMalformed, structuredMerge } from '../../../lib/core/merge/structured-merge';
import { Fields } from '../../../lib/core/service/service-fields';

/** Entries with some service ports. */
const entries = (...ports: number[]): Fields[] => ports.map((port) => ({ port }));
const merged = (live: readonly Fields[] | undefined, config: readonly Fields[] | undefined) =>
  structuredMerge({ scalars: {}, ports: live }, { scalars: {}, ports: config }).ports;
const mergedPorts = (live: number[], config: number[]) =>
  merged(entries(...live), entries(...config))!.map(({ port }) => port);

test('scalars of the configuration win, and others stay', () => {
  const live = { scalars: { type: 'NodePort', clusterIP: 'None' } };
  expect(structuredMerge(live, { scalars: { type: 'LoadBalancer' } }).scalars).toEqual({
    type: 'LoadBalancer',
    clusterIP: 'None',
  });
});

test('a configuration without a list of ports leaves the live one as it is', () => {
  expect(merged(entries(80), undefined)).toEqual(entries(80));
});

test('a configuration with ports gives them to a Service that has none', () => {
  expect(merged(undefined, entries(81, 80))).toEqual(entries(81, 80));
});

test('entries are merged by port and protocol, TCP by default', () => {
  const live = [
    { port: 53, protocol: 'TCP', nodePort: 30001 },
    { port: 53, protocol: 'UDP', nodePort: 30002 },
  ];
  const config: Fields[] = [
    { port: 53, protocol: 'UDP', name: 'dns' },
    { port: 53, nodePort: 30003 },
  ];
  expect(merged(live, config)).toEqual([
    { port: 53, protocol: 'UDP', nodePort: 30002, name: 'dns' },
    { port: 53, protocol: 'TCP', nodePort: 30003 },
  ]);
});

test.each([
  ['the same entries stay in their order', [1, 2], [1, 2], [1, 2]],
  ['entries of both have the order of the configuration', [1, 2, 3], [3, 2, 1], [3, 2, 1]],
  ['an entry that only the cluster has goes before the one that followed it there', [1, 9, 2], [1, 2], [1, 9, 2]],
  ['an entry that only the cluster has may go first', [9, 1], [1], [9, 1]],
  ['an entry that only the cluster has may go last', [1, 9], [1], [1, 9]],
  ['a new entry goes where the configuration has it', [1, 2], [1, 5, 2], [1, 5, 2]],
  ['an entry of the cluster goes before a new one in its place', [9, 1], [5, 1], [9, 5, 1]],
  ['an entry of the cluster stays before its follower when others are reordered', [1, 9, 2], [2, 1], [9, 2, 1]],
  ['nothing in common', [1, 2], [3, 4], [1, 2, 3, 4]],
  ['an empty configuration keeps everything', [1, 2], [], [1, 2]],
  ['each entry appears once', [1, 2, 9, 3], [3, 1, 2], [9, 3, 1, 2]],
])('%s: %j and %j become %j', (_, live, config, expected) => {
  expect(mergedPorts(live, config)).toEqual(expected);
});

test('an entry without a service port is an entry for port 0', () => {
  expect(merged([{ port: 80 }], [{ name: 'web' }])).toEqual([{ port: 80 }, { name: 'web' }]);
  expect(() => merged([], [{ name: 'web' }, { name: 'api' }])).toThrow(
    new ApplyMalformed('.spec.ports: duplicate entries for key [port=0,protocol="TCP"]'),
  );
});

test.each([null, ''])('an entry with the protocol %j is not the one of TCP', (protocol) => {
  const entry = { port: 80, protocol };
  expect(merged([{ port: 80, protocol: 'TCP' }], [entry])).toEqual([{ port: 80, protocol: 'TCP' }, entry]);
  expect(() => merged([], [entry, entry])).toThrow(
    new ApplyMalformed(`.spec.ports: duplicate entries for key [port=80,protocol=${JSON.stringify(protocol)}]`),
  );
});

test('two entries with the same key cannot be applied, and each fault is named', () => {
  expect(() => merged([], [{ port: 80 }, { port: 80, protocol: 'UDP' }, { port: 80, protocol: 'TCP' }])).toThrow(
    new ApplyMalformed('.spec.ports: duplicate entries for key [port=80,protocol="TCP"]'),
  );
  expect(() => merged([], [{ port: 80 }, { port: 80 }, { port: 80 }])).toThrow(
    new ApplyMalformed(
      'errors:\n  .spec.ports: duplicate entries for key [port=80,protocol="TCP"]\n' +
        '  .spec.ports: duplicate entries for key [port=80,protocol="TCP"]',
    ),
  );
});
