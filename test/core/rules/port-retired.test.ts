import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { LockState } from '../../../lib/core/lock/lock';
import { judge } from '../../../lib/core/rules/judge';
import { claimsOf } from '../../../lib/core/service/service-claims';

/** The codes for Services of one port each, where the lock gives 30009 to shop/old. */
function codesOf(...names: string[]): string[] {
  const profile = new ClusterProfile();
  const services = names.map((name) =>
    claimsOf(
      {
        metadata: { name, namespace: 'shop' },
        spec: { type: 'NodePort', ports: [{ name: 'web', port: 80, nodePort: 30009 }] },
      },
      { cluster: profile.name, path: name, demandsStatic: false },
    ),
  );
  const entries = [{ nodePort: 30009, state: LockState.PINNED, service: 'shop/old', port: 'web' }];
  const lock = { range: PortRange.parse('30000-32767'), entries };
  return judge(new Ledger(profile, services, [], { lock, lockFile: 'nodeports.lock.yaml' }), { path: '' }).map(
    ({ code }) => code,
  );
}

describe('a number that was that of another Service', () => {
  test('causes a warning once that Service is gone', () => {
    expect(codesOf('new')).toEqual(['port-retired']);
  });

  test('is a clash, and nothing else, while that Service still claims it', () => {
    expect(codesOf('new', 'old')).toEqual(['port-taken']);
  });

  test('causes no finding for its own Service', () => {
    expect(codesOf('old')).toEqual([]);
  });
});
