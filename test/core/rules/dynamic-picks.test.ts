import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { reachOfDynamicPicks } from '../../../lib/core/rules/dynamic-picks';
import { withLargerStaticBand } from '../../../lib/core/rules/wider-range';
import { claimsOf } from '../../../lib/core/service/service-claims';

/** A ledger of so many ports that the API server picks, in a range of 17: 16 static ports and a dynamic one. */
function ledgerOf(picks: number, portRange = '30000-30016', kubernetesVersion = '1.31'): Ledger {
  const profile = new ClusterProfile({ portRange, kubernetesVersion });
  const services = Array.from({ length: picks }, (_, index) =>
    claimsOf(
      { metadata: { name: `s${index}` }, spec: { type: 'NodePort', ports: [{ port: 80 }] } },
      { cluster: profile.name, path: `s${index}`, demandsStatic: false },
    ),
  );
  return new Ledger(profile, services);
}

describe('the reach of dynamic picks', () => {
  test.each<[string, Ledger, string]>([
    ['the dynamic band while it has room for all of them, to the last port', ledgerOf(1), '30016'],
    ['the whole range once it has not', ledgerOf(2), '30000-30016'],
    ['the whole range where nothing keeps them in the band', ledgerOf(1, '30000-30016', '1.26'), '30000-30016'],
    ['the whole range where it has no bands', ledgerOf(1, '30000-30015'), '30000-30015'],
  ])('is %s', (_, ledger, expected) => {
    expect(`${reachOfDynamicPicks(ledger)}`.replace('30016-30016', '30016')).toBe(expected);
  });
});

describe('a range with a larger static band', () => {
  test.each<[string, string | undefined]>([
    ['30000-30016', '30000-31023'],
    ['30000-34095', undefined],
    // The last port that there is can be the last of it, and nothing beyond.
    ['64512-64543', '64512-65535'],
    ['64513-64544', undefined],
  ])('of %s is %s', (portRange, expected) => {
    expect(withLargerStaticBand(new ClusterProfile({ portRange }).bands)?.toString()).toBe(expected);
  });
});
