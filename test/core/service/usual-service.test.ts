import { Chart, Testing } from 'cdk8s';
import { Service, ServiceType } from 'cdk8s-plus-27';
import fc from 'fast-check';
import { claimsOf } from '../../../lib/core/service/service-claims';
import { readManifest } from '../../../lib/core/service/service-manifest';
import { usualService } from '../../../lib/core/service/usual-service';
import { runs } from '../../support/runs';

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'None',
  0,
  -1,
  1.5,
  2 ** 31,
  30009,
  '30009',
  true,
  [],
  {},
  Infinity,
);
/** A value that is as it should be, most of the time. */
const mostly = (...usual: unknown[]) =>
  fc.oneof({ weight: 39, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: odd });
const map = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[]) =>
  fc.oneof({ weight: 19, arbitrary: fc.record(fields, { requiredKeys }) }, { weight: 1, arbitrary: odd });
const seldom = (value: unknown) => mostly(...Array(9).fill(undefined), value);
const entry = map(
  {
    name: mostly('http', 'web'),
    port: mostly(80, 53),
    protocol: mostly('TCP', 'UDP', 'TCP', 'UDP', 'TCP', 'UDP', 'TCP', 'UDP', 'tcp'),
    nodePort: mostly(30009, 0, 30000),
    targetPort: mostly(8080),
  },
  ['port'],
);
const manifest = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Service'),
  metadata: map(
    {
      name: mostly('web'),
      namespace: mostly('shop'),
      labels: mostly({ app: 'web' }),
      generateName: seldom('web-'),
      uid: seldom('x'),
      annotations: seldom({ 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'why' }),
    },
    ['name'],
  ),
  spec: map(
    {
      type: mostly('NodePort', 'NodePort', 'NodePort', 'LoadBalancer', 'ClusterIP'),
      ports: fc.oneof({ weight: 9, arbitrary: fc.array(entry, { maxLength: 2 }) }, { weight: 1, arbitrary: odd }),
      externalIPs: mostly(undefined, [], ['10.0.0.1']),
      clusterIP: seldom('None'),
      clusterIPs: seldom(['None']),
      externalTrafficPolicy: mostly(undefined, 'Local', 'Cluster'),
      internalTrafficPolicy: seldom('local'),
      sessionAffinity: seldom('Foo'),
      allocateLoadBalancerNodePorts: seldom(false),
      healthCheckNodePort: seldom(30010),
    },
    ['ports', 'type'],
  ),
  status: seldom({ loadBalancer: {} }),
});

test('the shortcut reads the same as all steps together', () => {
  let usual = 0;
  fc.assert(
    fc.property(manifest, (each) => {
      const read = usualService(each);
      if (read === undefined) return;
      usual++;
      expect(read).toEqual(readManifest(each));
      const origin = {
        cluster: 'prod',
        path: 'here',
        demandsStatic: false,
        placeOf: (index: number) => `here:${index}`,
      };
      // An empty map of annotations says nothing, but is not usual.
      const walked = { ...each, metadata: { ...(each.metadata as object), annotations: {} } };
      expect(usualService(walked)).toBeUndefined();
      expect(claimsOf(each, origin)).toEqual(claimsOf(walked, origin));
    }),
    runs(2_500),
  );
  expect(usual).toBeGreaterThan(60);
});

test('a Service of cdk8s-plus takes the shortcut, since nearly every app consists of them', () => {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  const service = new Service(chart, 'web', { type: ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: 30009 }] });
  service.selectLabel('app', 'web');
  const [rendered] = Testing.synth(chart) as unknown[];
  expect(usualService(rendered)).toEqual(readManifest(rendered));
});
