import { ClusterDescription, ClusterProfile, nameCluster } from '../../../lib/core/cluster/cluster-profile';

test.each(['', 'latest', '2.0', '1', '1.x', '131', '1.31.4.5', '1.31 '])(
  '%j is not a Kubernetes release',
  (kubernetesVersion) => {
    expect(() => new ClusterProfile({ kubernetesVersion })).toThrow(
      `kubernetesVersion ${JSON.stringify(kubernetesVersion)} is not a Kubernetes release. Write it as '1.31' or ` +
        `'v1.31.4'. (kubernetes-version-invalid)`,
    );
  },
);

describe('a cluster', () => {
  test('without a description has the default name and range, and an unknown release', () => {
    const { name, range, minor } = new ClusterProfile();
    expect({ name, range: `${range}`, minor }).toEqual({ name: 'default', range: '30000-32767', minor: undefined });
    expect(new ClusterProfile({ cluster: '' }).name).toBe('default');
  });

  test('has the minor version of its release', () => {
    expect(new ClusterProfile({ kubernetesVersion: 'v1.31.4-gke.100' }).minor).toBe(31);
    expect(new ClusterProfile({ kubernetesVersion: '1.31.14' }).minor).toBe(31);
    expect(new ClusterProfile({ kubernetesVersion: '1.100+' }).minor).toBe(100);
  });

  test('is named in messages unless it is the default one', () => {
    expect(nameCluster({ name: 'prod' })).toBe('cluster prod');
    expect(nameCluster({ name: 'default' })).toBe('the cluster');
  });
});

describe('the ports that may be assigned', () => {
  const assignable = (description: ClusterDescription) => new ClusterProfile(description).assignable;

  test('are the static ones, except those that tutorials hard-code', () => {
    const ports = assignable({});
    expect(ports.slice(0, 6)).toEqual([30002, 30003, 30004, 30005, 30006, 30008]);
    expect(ports.at(-1)).toBe(30085);
  });

  test('exclude the ports that the user lists, instead of those', () => {
    expect(assignable({ portRange: '30000-30003', avoidPorts: [30002] })).toEqual([30000, 30001, 30003]);
  });

  test('never include a port on which a component of the node listens', () => {
    expect(assignable({ portRange: '10248-10252', avoidPorts: [] })).toEqual([10251, 10252]);
  });
});

test('a cluster knows whether its static band is protected, from its release and from its range', () => {
  expect(new ClusterProfile({ kubernetesVersion: '1.31' }).unprotected).toBeUndefined();
  expect(new ClusterProfile({ kubernetesVersion: '1.26' }).unprotected?.because).toContain('1.26');
  expect(new ClusterProfile({ portRange: '30000' }).unprotected?.because).toContain('a range of 1 port');
});
