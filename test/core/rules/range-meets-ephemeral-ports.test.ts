import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { rangeMeetsEphemeralPorts } from '../../../lib/core/rules/range-meets-ephemeral-ports';
import { ledgerOf, resultsOf, service } from '../../support/ledgers';

const metBy = (portRange: string, services = [service('web')]) =>
  resultsOf(rangeMeetsEphemeralPorts, ledgerOf(services, { profile: new ClusterProfile({ portRange }) }));

test.each(['30000-32768', '60999-61100', '20000-65535'])('the range %s overlaps the ephemeral ports', (portRange) => {
  expect(metBy(portRange)).toEqual([
    {
      path: 'NodePorts',
      what:
        `the range ${portRange} overlaps the nodes' ephemeral ports 32768-60999, ` +
        'so an outgoing connection may be assigned a node port as its source port and fail',
      wayOut: `Reserve the range on each node: sysctl net.ipv4.ip_local_reserved_ports=${portRange}`,
    },
  ]);
});

test.each(['30000-32767', '61000-61100'])('the range %s is beside the ephemeral ports', (portRange) => {
  expect(metBy(portRange)).toEqual([]);
});

test('a range without any claim is fine', () => {
  expect(metBy('30000-40000', [])).toEqual([]);
});
