import fc from 'fast-check';
import { claimsOf } from '../../../lib/core/service/service-claims';
import { readManifest } from '../../../lib/core/service/service-manifest';
import { usualService } from '../../../lib/core/service/usual-service';
import { runs } from '../../support/runs';

type Fields = Record<string, unknown>;

/** A usual Service, with other fields in its metadata, its spec or its port; undefined removes one. */
function service({
  metadata,
  spec,
  port,
  ...rest
}: {
  metadata?: Fields;
  spec?: Fields;
  port?: Fields;
  [field: string]: unknown;
}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', ...metadata },
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30009, ...port }], ...spec },
    ...rest,
  };
}

test.each([
  {},
  { metadata: { namespace: 'shop', labels: { app: 'web' }, annotations: undefined } },
  { spec: { selector: { app: 'web' }, externalTrafficPolicy: 'Local', clusterIP: undefined } },
  { spec: { externalIPs: [], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', publishNotReadyAddresses: true } },
  { spec: { internalTrafficPolicy: 'Cluster', sessionAffinity: 'ClientIP' } },
  { port: { name: 'web', protocol: 'UDP', targetPort: 8080 } },
  { port: { nodePort: undefined } },
  { port: { nodePort: null } },
])('the fast path reads a Service with %j like the full read', (parts) => {
  const usual = usualService(service(parts));
  expect(usual).toBeDefined();
  expect(usual).toEqual(readManifest(service(parts)));
});

test.each([
  { metadata: { annotations: {} } },
  { metadata: { uid: 'x' } },
  { metadata: { generateName: 'web-' } },
  { metadata: { name: undefined } },
  { metadata: { namespace: '' } },
  { metadata: { namespace: null } },
  { spec: { type: 'LoadBalancer' } },
  { spec: { type: 'nodePort' } },
  { spec: { clusterIP: 'None' } },
  { spec: { allocateLoadBalancerNodePorts: false } },
  { spec: { healthCheckNodePort: 30010 } },
  { spec: { nodePort: 30010 } },
  { spec: { externalTrafficPolicy: 'local' } },
  { spec: { externalTrafficPolicy: 7 } },
  { spec: { externalTrafficPolicy: null } },
  { spec: { sessionAffinity: 'Sticky' } },
  { spec: { ports: [] } },
  { spec: { ports: undefined } },
  { spec: { ports: { 0: { port: 80 }, length: 1 } } },
  { spec: { ports: [null] } },
  { spec: { ports: [{ port: 80 }, { port: 81 }] } },
  { port: { port: '80' } },
  { port: { port: 0 } },
  { port: { nodeport: 30009 } },
  { port: { name: 7 } },
  { port: { name: null } },
  { port: { protocol: '' } },
  { port: { protocol: 'tcp' } },
  { port: { protocol: null } },
  { port: { nodePort: '30009' } },
  { type: 'LoadBalancer' },
  { ports: [{ port: 80, nodePort: 30009 }] },
  { Spec: { type: 'NodePort' } },
])('the fast path leaves a Service with %j to the full read', (parts) => {
  expect(usualService(service(parts))).toBeUndefined();
});

test.each([undefined, null, 'text', {}, { metadata: {} }, { spec: {} }, { metadata: { name: 'web' }, spec: null }])(
  'the fast path leaves %j to the full read, which reads anything',
  (rendered) => {
    expect(usualService(rendered)).toBeUndefined();
  },
);

test('the fast path reads names up to the length that a report prints in full', () => {
  const withName = (length: number) => usualService(service({ metadata: { name: 'x'.repeat(length) } }));
  expect(withName(300)?.name).toHaveLength(300);
  expect(withName(301)).toBeUndefined();
});

describe('whatever a Service looks like', () => {
  const odd = fc.constantFrom<unknown>(undefined, null, '', 'None', 0, -1, 1.5, 2 ** 31, 30009, true, [], {}, Infinity);
  const fields = (...names: string[]) =>
    fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 1 }).map((map): Fields => ({ ...map }));
  const parts = fc.record({
    metadata: fields('name', 'namespace', 'labels', 'generateName', 'uid', 'annotations'),
    spec: fields('type', 'ports', 'externalIPs', 'clusterIP', 'externalTrafficPolicy', 'sessionAffinity', 'nodePort'),
    port: fields('name', 'port', 'protocol', 'nodePort', 'targetPort', 'nodeport'),
    status: odd,
    top: fields('type', 'ports', 'Spec'),
  });

  test('both ways always agree on its claims', () => {
    let usual = 0;
    const origin = { cluster: 'prod', path: 'here', demandsStatic: false, placeOf: (index: number) => `here:${index}` };
    fc.assert(
      fc.property(parts, ({ top, ...rest }) => {
        const each = { ...rest, ...top };
        const rendered = service(each);
        const read = usualService(rendered);
        if (read === undefined) return;
        usual++;
        expect(read).toEqual(readManifest(rendered));
        // An empty map of annotations means nothing, but needs the full read.
        const walked = service({ ...each, metadata: { ...each.metadata, annotations: {} } });
        expect(claimsOf(rendered, origin)).toEqual(claimsOf(walked, origin));
      }),
      runs(300),
    );
    expect(usual).toBeGreaterThan(30);
  });
});
