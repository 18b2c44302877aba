import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { staticBandUnprotected } from '../../../lib/core/rules/static-band-unprotected';
import { PROD, ledgerOf, resultsOf, service } from '../../support/ledgers';

const unprotected = (profile: ClusterProfile, services = [service('web')]) =>
  resultsOf(staticBandUnprotected, ledgerOf(services, { profile }));
const OLD = new ClusterProfile({ cluster: 'old', kubernetesVersion: '1.26' });

test('a cluster that does not protect the static band is reported, with its reason and how to accept that', () => {
  expect(unprotected(OLD)).toEqual([
    {
      path: 'NodePorts',
      what:
        'the static band 30000-30085 of cluster old is not protected: Kubernetes 1.26 has no static band (it came ' +
        'with 1.27), so dynamic allocation may take a static port first',
      wayOut: "Upgrade, then set kubernetesVersion: '1.28', or accept the risk: --accept static-band-unprotected",
    },
  ]);
});

test('a cluster that protects it, or that has no claims, is fine', () => {
  expect(unprotected(PROD)).toEqual([]);
  expect(unprotected(OLD, [])).toEqual([]);
});
