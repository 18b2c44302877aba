import { rangeFull } from '../../../lib/core/rules/range-full';
import { SMALL, ledgerOf, resultsOf, service } from '../../support/ledgers';

/** A ledger with some ports for the API server to pick, and one pinned port, in a range of 17. */
const picking = (count: number) =>
  ledgerOf(
    [service('pinned', { nodePort: 30009 }), ...Array.from({ length: count }, (_, index) => service(`s${index}`))],
    { profile: SMALL },
  );

test('more picks than the range has free ports are reported, with a range twice as wide', () => {
  expect(resultsOf(rangeFull, picking(17))).toEqual([
    {
      path: 'NodePorts',
      what:
        '17 ports have no nodePort, so the API server picks them, but only 16 ports are free in the range ' +
        '(30000-30016) of cluster edge',
      wayOut: "Widen --service-node-port-range, then set portRange: '30000-30033'",
    },
  ]);
});

test('many more picks than that get a range that holds all of them', () => {
  const [{ wayOut }] = resultsOf(rangeFull, picking(40));
  expect(wayOut).toBe("Widen --service-node-port-range, then set portRange: '30000-30040'");
});

test('picks that fill the range exactly fit', () => {
  expect(resultsOf(rangeFull, picking(16))).toEqual([]);
});
