import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';

describe('the static band is a promise', () => {
  test.each([
    [undefined, undefined],
    [undefined, true],
    ['1.27', true],
    ['v1.27.3', true],
    ['1.28', undefined],
    ['1.28', true],
    ['1.29', undefined],
    ['1.30.2', true],
    ['v1.31.4-gke.100', undefined],
    ['1.31+', undefined],
    ['1.37', undefined],
    ['1.100', undefined],
  ])('on Kubernetes %s with the gate %s', (kubernetesVersion, staticSubrangeGate) => {
    expect(new ClusterProfile({ kubernetesVersion, staticSubrangeGate }).unprotected).toBeUndefined();
  });
});

describe('the static band is not protected', () => {
  test.each([
    ['1.26', undefined, 'Kubernetes 1.26 has no static band (it came with 1.27)'],
    ['1.23.17', true, 'Kubernetes 1.23.17 has no static band (it came with 1.27)'],
    ['1.27', undefined, 'Kubernetes 1.27 has the feature gate ServiceNodePortStaticSubrange off by default'],
    ['1.27', false, 'the feature gate ServiceNodePortStaticSubrange is off'],
    ['1.28', false, 'the feature gate ServiceNodePortStaticSubrange is off'],
    [undefined, false, 'the feature gate ServiceNodePortStaticSubrange is off'],
  ])('on Kubernetes %s with the gate %s: %s', (kubernetesVersion, staticSubrangeGate, reason) => {
    expect(new ClusterProfile({ kubernetesVersion, staticSubrangeGate }).unprotected?.because).toBe(reason);
  });

  test.each([
    ['30000', 'a range of 1 port is'],
    ['30000-30015', 'a range of 16 ports is'],
  ])('in the range %s', (portRange, reason) => {
    expect(new ClusterProfile({ portRange }).unprotected?.because).toBe(
      `${reason} too small to reserve any (17 is the least)`,
    );
  });
});

test.each(['1.29', '1.30', 'v1.31.4', '1.37'])('the gate cannot be off on %s', (kubernetesVersion) => {
  expect(() => new ClusterProfile({ kubernetesVersion, staticSubrangeGate: false })).toThrow(
    /always keeps the static band.* Leave staticSubrangeGate out\. \(gate-locked\)$/,
  );
});

test.each(['', 'latest', '2.0', '1', '1.x', '131', '1.31.4.5', '1.31 '])(
  '%j is not a Kubernetes release',
  (kubernetesVersion) => {
    expect(() => new ClusterProfile({ kubernetesVersion })).toThrow(
      `kubernetesVersion ${JSON.stringify(kubernetesVersion)} is not a Kubernetes release. Write it as '1.31' or ` +
        `'v1.31.4'. (kubernetes-version-invalid)`,
    );
  },
);
