import { hostPortTaken } from '../../../lib/core/rules/host-port-taken';
import { ledgerOf, resultsOf, service } from '../../support/ledgers';

const hostPort = (port: number) => ({ path: 'agent.yaml', resource: 'DaemonSet ops/agent', port });

test('a host port with the number of a node port is reported at its Pod', () => {
  const ledger = ledgerOf([service('web', { nodePort: 30009 })], { hostPorts: [hostPort(30009), hostPort(30010)] });
  expect(resultsOf(hostPortTaken, ledger)).toEqual([
    {
      path: 'agent.yaml',
      who: 'DaemonSet ops/agent',
      nodePort: 30009,
      what:
        'hostPort 30009 is also a node port, of web (Service shop/web, port "web"); one of the two never gets ' +
        'its traffic',
      wayOut: 'Use a hostPort outside the range 30000-32767',
      otherPath: 'web',
    },
  ]);
});

test('without host ports, nothing is reported', () => {
  expect(resultsOf(hostPortTaken, ledgerOf([service('web', { nodePort: 30009 })]))).toEqual([]);
});
