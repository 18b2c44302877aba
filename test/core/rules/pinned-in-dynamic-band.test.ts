import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { pinnedInDynamicBand } from '../../../lib/core/rules/pinned-in-dynamic-band';
import { ledgerOf, liveService, resultsOf, service, staticService } from '../../support/ledgers';

test('a number in the dynamic band is risky for a plain Service', () => {
  const services = [service('a', { nodePort: 30085 }), service('b', { nodePort: 30086 })];
  expect(resultsOf(pinnedInDynamicBand, ledgerOf(services))).toMatchObject([{ path: 'b', nodePort: 30086 }]);
});

test('a static Service is left to another rule, and a live one has its number already', () => {
  const services = [staticService('a', { nodePort: 30500 }), liveService('b', { nodePort: 30501 })];
  expect(resultsOf(pinnedInDynamicBand, ledgerOf(services))).toEqual([]);
});

test('where no band is protected, another number would not be safer', () => {
  const profile = new ClusterProfile({ kubernetesVersion: '1.26' });
  expect(resultsOf(pinnedInDynamicBand, ledgerOf([service('a', { nodePort: 30500 })], { profile }))).toEqual([]);
});
