import { NodePortBands } from '../../../lib/core/cluster/bands';
import { DEFAULT_PORT_RANGE, PortRange } from '../../../lib/core/cluster/port-range';
import { Release, whyUnprotected } from '../../../lib/core/cluster/protection';

const WIDE = NodePortBands.of(PortRange.parse(DEFAULT_PORT_RANGE));

const GATES = { unset: undefined, on: true, off: false };
type Gate = keyof typeof GATES;

/** A release by its version, or `unknown`, in which the feature gate was set like this. */
function releaseOf(version: string, gate: Gate = 'unset'): Release {
  const staticSubrangeGate = GATES[gate];
  if (version === 'unknown') return { staticSubrangeGate };
  return { minor: Number(version.split('.')[1]), kubernetesVersion: version, staticSubrangeGate };
}

describe('the static band is protected', () => {
  test.each<[string, Gate]>([
    ['unknown', 'unset'],
    ['unknown', 'on'],
    ['1.27', 'on'],
    ['1.28', 'unset'],
    ['1.28', 'on'],
    ['1.29', 'unset'],
    ['1.37', 'unset'],
    ['1.100', 'unset'],
  ])('if the release is %s and the gate is %s', (version, gate) => {
    expect(whyUnprotected(WIDE, releaseOf(version, gate))).toBeUndefined();
  });
});

describe('the static band is not protected', () => {
  const ENABLE =
    'Start kube-apiserver with --feature-gates=ServiceNodePortStaticSubrange=true, then set staticSubrangeGate: true';
  const UPGRADE = "Upgrade, then set kubernetesVersion: '1.28'";

  test.each<[string, Gate, string, string]>([
    ['1.26', 'unset', 'Kubernetes 1.26 has no static band (it came with 1.27)', UPGRADE],
    ['1.23', 'on', 'Kubernetes 1.23 has no static band (it came with 1.27)', UPGRADE],
    ['1.27', 'unset', 'Kubernetes 1.27 has the feature gate ServiceNodePortStaticSubrange off by default', ENABLE],
    ['1.27', 'off', 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
    ['1.28', 'off', 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
    ['unknown', 'off', 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
  ])('if the release is %s and the gate is %s: %s', (version, gate, because, wayOut) => {
    expect(whyUnprotected(WIDE, releaseOf(version, gate))).toEqual({ because, wayOut });
  });

  test('in a range that is too small, even if its release would protect it', () => {
    expect(whyUnprotected(NodePortBands.of(PortRange.parse('30000+15')), releaseOf('1.31'))).toBeDefined();
    expect(whyUnprotected(NodePortBands.of(PortRange.parse('30000+16')), releaseOf('1.31'))).toBeUndefined();
  });

  test.each([
    ['30000', '30000-30031', 'a range of 1 port'],
    ['30000-30015', '30000-30031', 'a range of 16 ports'],
    ['65504-65519', '65504-65535', 'a range of 16 ports'],
    ['65505-65520', '65504-65535', 'a range of 16 ports'],
    ['65530-65535', '65504-65535', 'a range of 6 ports'],
  ])('in the range %s, so %s is proposed', (portRange, proposed, range) => {
    expect(whyUnprotected(NodePortBands.of(PortRange.parse(portRange)), {})).toEqual({
      because: `${range} is too small to reserve any (it takes at least 17)`,
      wayOut: `Widen --service-node-port-range, then set portRange: '${proposed}'`,
    });
  });
});

test.each(['1.29', '1.30', '1.37'])('in %s the gate cannot be off', (version) => {
  expect(() => whyUnprotected(WIDE, releaseOf(version, 'off'))).toThrow(
    /always protects the static band.* Remove staticSubrangeGate\. \(gate-locked\)$/,
  );
});
