import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { rangeMeetsComponentPorts } from '../../../lib/core/rules/range-meets-component-ports';
import { ledgerOf, resultsOf, service } from '../../support/ledgers';

const metBy = (portRange: string, services = [service('web')]) =>
  resultsOf(rangeMeetsComponentPorts, ledgerOf(services, { profile: new ClusterProfile({ portRange }) }));

test('a range with ports of the nodes themselves is reported, with each of them', () => {
  expect(metBy('6000-10248')).toEqual([
    {
      path: 'NodePorts',
      what:
        'the range 6000-10248 contains ports on which the nodes themselves listen: 6443 (kube-apiserver), ' +
        '10248 (the kubelet); a node port with such a number takes their traffic',
      wayOut: 'Use a range without them, such as 30000-32767, or accept the risk: --accept range-meets-component-ports',
    },
  ]);
});

test('a range beside them, or without any claim, is fine', () => {
  expect(metBy('10260-12000')).toEqual([]);
  expect(metBy('6000-10248', [])).toEqual([]);
});
