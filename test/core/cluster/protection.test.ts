import { NodePortBands } from '../../../lib/core/cluster/bands';
import { DEFAULT_PORT_RANGE, PortRange } from '../../../lib/core/cluster/port-range';
import { Release, whyUnprotected } from '../../../lib/core/cluster/protection';

const WIDE = NodePortBands.of(PortRange.parse(DEFAULT_PORT_RANGE));

function releaseOf(kubernetesVersion?: string, staticSubrangeGate?: boolean): Release {
  const minor = kubernetesVersion === undefined ? undefined : Number(kubernetesVersion.split('.')[1]);
  return { minor, kubernetesVersion, staticSubrangeGate };
}

describe('the static band is protected', () => {
  test.each([
    [undefined, undefined],
    [undefined, true],
    ['1.27', true],
    ['1.28', undefined],
    ['1.28', true],
    ['1.29', undefined],
    ['1.37', undefined],
    ['1.100', undefined],
  ])('on Kubernetes %s with the gate %s', (kubernetesVersion, staticSubrangeGate) => {
    expect(whyUnprotected(WIDE, releaseOf(kubernetesVersion, staticSubrangeGate))).toBeUndefined();
  });
});

describe('the static band is not protected', () => {
  const ENABLE =
    'Start kube-apiserver with --feature-gates=ServiceNodePortStaticSubrange=true, then set staticSubrangeGate: true';
  const UPGRADE = "Upgrade, then set kubernetesVersion: '1.28'";

  test.each([
    ['1.26', undefined, 'Kubernetes 1.26 has no static band (it came with 1.27)', UPGRADE],
    ['1.23', true, 'Kubernetes 1.23 has no static band (it came with 1.27)', UPGRADE],
    ['1.27', undefined, 'Kubernetes 1.27 has the feature gate ServiceNodePortStaticSubrange off by default', ENABLE],
    ['1.27', false, 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
    ['1.28', false, 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
    [undefined, false, 'the feature gate ServiceNodePortStaticSubrange is off', ENABLE],
  ])('on Kubernetes %s with the gate %s: %s', (kubernetesVersion, staticSubrangeGate, because, wayOut) => {
    expect(whyUnprotected(WIDE, releaseOf(kubernetesVersion, staticSubrangeGate))).toEqual({ because, wayOut });
  });

  test('in a range that is too small, even if its release would protect it', () => {
    expect(whyUnprotected(NodePortBands.of(PortRange.parse('30000+15')), releaseOf('1.31'))).toBeDefined();
    expect(whyUnprotected(NodePortBands.of(PortRange.parse('30000+16')), releaseOf('1.31'))).toBeUndefined();
  });

  test.each([
    ['30000', 'a range of 1 port', '30000-30031'],
    ['30000-30015', 'a range of 16 ports', '30000-30031'],
    ['65504-65519', 'a range of 16 ports', '65504-65535'],
    ['65505-65520', 'a range of 16 ports', '65504-65535'],
    ['65530-65535', 'a range of 6 ports', '65504-65535'],
  ])('in the range %s, and what is wide enough is proposed', (portRange, range, proposed) => {
    expect(whyUnprotected(NodePortBands.of(PortRange.parse(portRange)), {})).toEqual({
      because: `${range} is too small to reserve any (17 is the least)`,
      wayOut: `Widen --service-node-port-range, then set portRange: '${proposed}'`,
    });
  });
});

test.each(['1.29', '1.30', '1.37'])('the gate cannot be off on %s', (kubernetesVersion) => {
  expect(() => whyUnprotected(WIDE, releaseOf(kubernetesVersion, false))).toThrow(
    /always keeps the static band.* Leave staticSubrangeGate out\. \(gate-locked\)$/,
  );
});
