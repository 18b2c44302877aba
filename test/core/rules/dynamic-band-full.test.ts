import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { dynamicBandFull } from '../../../lib/core/rules/dynamic-band-full';
import { SMALL, ledgerOf, resultsOf, service } from '../../support/ledgers';

/** A range of 18 ports, two of which are dynamic. */
const TWO = new ClusterProfile({ cluster: 'edge', portRange: '30000-30017' });
const dynamic = (count: number) => Array.from({ length: count }, (_, index) => service(`s${index}`));
const pinned = (...ports: number[]) => ports.map((nodePort) => service(`p${nodePort}`, { nodePort }));

test('dynamic picks that do not fit into the dynamic band are reported, with a range twice as wide', () => {
  expect(resultsOf(dynamicBandFull, ledgerOf(dynamic(3), { profile: TWO }))).toEqual([
    {
      path: 'NodePorts',
      what:
        '3 ports have no nodePort, so the API server picks them, but only 2 ports are free in the dynamic band ' +
        '(30016-30017) of cluster edge; the rest will come from the static band',
      wayOut: "Widen --service-node-port-range, then set portRange: '30000-30035'",
    },
  ]);
});

test('pinned ports in the dynamic band are not free', () => {
  expect(resultsOf(dynamicBandFull, ledgerOf([...dynamic(2), ...pinned(30017)], { profile: TWO }))).toHaveLength(1);
});

test.each([
  ['picks fill the dynamic band exactly', ledgerOf(dynamic(2), { profile: TWO })],
  ['a range has no dynamic band', ledgerOf(dynamic(1), { profile: new ClusterProfile({ portRange: '30000-30015' }) })],
  ['picks exceed the whole range, which is an error of its own', ledgerOf(dynamic(18), { profile: SMALL })],
])('nothing is reported where %s', (_, ledger) => {
  expect(resultsOf(dynamicBandFull, ledger)).toEqual([]);
});

test('picks that fill the whole range exactly are reported', () => {
  expect(resultsOf(dynamicBandFull, ledgerOf(dynamic(17), { profile: SMALL }))).toHaveLength(1);
});
