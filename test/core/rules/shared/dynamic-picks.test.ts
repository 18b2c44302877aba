import { ClusterProfile } from '../../../../lib/core/cluster/cluster-profile';
import { Ledger } from '../../../../lib/core/ledger/ledger';
import { askedOf, freeFor, reachOfDynamicPicks } from '../../../../lib/core/rules/shared/dynamic-picks';
import { ledgerOf, service } from '../../../support/ledgers';

/** A ledger of so many ports that the API server picks, in a range of 17: 16 static ports and a dynamic one. */
function picking(picks: number, portRange = '30000-30016', kubernetesVersion = '1.31'): Ledger {
  const services = Array.from({ length: picks }, (_, index) => service(`s${index}`));
  return ledgerOf(services, { profile: new ClusterProfile({ portRange, kubernetesVersion }) });
}

describe('the reach of dynamic picks', () => {
  test.each<[string, Ledger, number]>([
    ['the dynamic band while it has room for all of them, to the last port', picking(1), 30016],
    ['the whole range if it does not', picking(2), 30000],
    ['the whole range where nothing keeps them in the band', picking(1, '30000-30016', '1.26'), 30000],
    ['the whole range where it has no bands', picking(1, '30000-30015'), 30000],
  ])('is %s', (_, ledger, first) => {
    expect(reachOfDynamicPicks(ledger)).toMatchObject({ first, last: ledger.profile.range.last });
  });
});

test.each([
  [1, '1 port has no nodePort, so the API server picks it'],
  [2, '2 ports have no nodePort, so the API server picks them'],
])('a count of %d is followed by the right verb: %s', (count, text) => {
  expect(askedOf(picking(count))).toBe(text);
});

test.each([
  [0, 'no port is free'],
  [1, 'only 1 port is free'],
  [2, 'only 2 ports are free'],
])('a count of %d free ports is followed by the right verb: %s', (free, text) => {
  expect(freeFor(free)).toBe(text);
});
