import { claimsOf } from '../../../lib/core/service/service-claims';

/** The codes and messages of what is wrong with a Service by itself, and the numbers that it claims. */
function judge(spec: object, metadata: object = { name: 'web' }) {
  const { faults, claims } = claimsOf(
    { apiVersion: 'v1', kind: 'Service', metadata, spec },
    { cluster: 'default', path: 'a.yaml:1:1', demandsStatic: false },
  );
  return {
    codes: faults.map(({ code }) => code),
    messages: faults.map(({ what, wayOut }) => `${what}. ${wayOut}`),
    claims: claims.map(({ nodePort }) => nodePort),
  };
}

const port = { port: 80, nodePort: 30010 };

describe('a slip that would switch the check off', () => {
  test.each<[string, object, string, string]>([
    ['a type in other capitals', { type: 'nodePort', ports: [port] }, 'type-unknown', 'Write type: NodePort'],
    [
      'a type that there is not',
      { type: 'Public', ports: [port] },
      'type-unknown',
      'Write one of ClusterIP, ExternalName, LoadBalancer, NodePort',
    ],
    [
      'a node port in other capitals',
      { type: 'NodePort', ports: [{ port: 80, nodeport: 30010 }] },
      'field-misspelt',
      'Write spec.ports[0].nodePort: 30010',
    ],
    [
      'a node port with a hyphen',
      { type: 'NodePort', ports: [{ 'port': 80, 'node-port': 30010 }] },
      'field-misspelt',
      'Write spec.ports[0].nodePort: 30010',
    ],
    [
      'a node port one level too high',
      { type: 'NodePort', nodePort: 30010, ports: [{ port: 80 }] },
      'field-misspelt',
      'Write spec.ports[0].nodePort: 30010',
    ],
    [
      'a policy in other capitals',
      { type: 'LoadBalancer', externaltrafficpolicy: 'Local', ports: [port] },
      'field-misspelt',
      'Write spec.externalTrafficPolicy: Local',
    ],
    [
      'a port that is missing',
      { type: 'NodePort', ports: [{ name: 'a', nodePort: 30010 }] },
      'service-port-invalid',
      'Write spec.ports[0].port, such as port: 80',
    ],
    [
      'a port outside 1 to 65535',
      { type: 'NodePort', ports: [{ port: 70000, nodePort: 30010 }] },
      'service-port-invalid',
      'Write spec.ports[0].port, such as port: 80',
    ],
    [
      'no ports at all',
      { type: 'LoadBalancer' },
      'ports-missing',
      'Write spec.ports, such as [{ name: web, port: 80 }]',
    ],
    [
      'a flag in quotes',
      { type: 'LoadBalancer', allocateLoadBalancerNodePorts: 'false', ports: [port] },
      'value-undecodable',
      'Write allocateLoadBalancerNodePorts: false',
    ],
    [
      'the name y, which YAML 1.1 reads as true',
      { type: 'NodePort', ports: [{ name: true, ...port }] },
      'value-undecodable',
      'Put it in quotes, as in name: "y"',
    ],
    [
      'a port in quotes',
      { type: 'NodePort', ports: [{ port: '80', nodePort: 30010 }] },
      'value-undecodable',
      'Write port: 80',
    ],
    [
      'a type that is a number',
      { type: 1, ports: [{ port: 80 }] },
      'value-undecodable',
      'Put it in quotes, as in type: "1"',
    ],
    [
      'a traffic policy in other capitals',
      { type: 'NodePort', externalTrafficPolicy: 'local', ports: [port] },
      'value-unsupported',
      'Write externalTrafficPolicy: Local',
    ],
    [
      'an affinity that does not exist',
      { type: 'NodePort', sessionAffinity: 'Foo', ports: [port] },
      'value-unsupported',
      'Write sessionAffinity: ClientIP or sessionAffinity: None',
    ],
    [
      'an empty internal policy, which is not the default',
      { type: 'NodePort', internalTrafficPolicy: '', ports: [port] },
      'value-unsupported',
      'Write internalTrafficPolicy: Cluster or internalTrafficPolicy: Local',
    ],
    [
      'a protocol in other capitals',
      { type: 'NodePort', ports: [{ protocol: 'tcp', ...port }] },
      'value-unsupported',
      'Write protocol: TCP',
    ],
    ['ports that are a map', { type: 'NodePort', ports: { port: 80 } }, 'value-undecodable', 'Write a list there'],
    [
      'a protocol that is a list',
      { type: 'NodePort', ports: [{ protocol: ['TCP'], ...port }] },
      'value-undecodable',
      'Write text there',
    ],
  ])('%s is told', (_, spec, code, wayOut) => {
    const { codes, messages } = judge(spec);
    expect(codes).toContain(code);
    expect(messages[codes.indexOf(code)]).toContain(wayOut);
  });

  test('is reported for metadata too', () => {
    expect(judge({ type: 'NodePort', ports: [port] }, { name: 123 }).codes).toEqual(['value-undecodable']);
  });

  test('keeps the number claimed if only the capitals of the type are wrong', () => {
    expect(judge({ type: 'nodeport', ports: [port] }).claims).toEqual([30010]);
    expect(judge({ type: 'Public', ports: [port] }).claims).toEqual([]);
  });

  test('is not reported if the right field is present too, or if the value is empty', () => {
    for (const spec of [
      { type: 'NodePort', nodePort: null, ports: [{ ...port, name: null, protocol: null }] },
      { type: 'NodePort', externalTrafficPolicy: '', sessionAffinity: '', ports: [{ ...port, protocol: '' }] },
      { type: 'NodePort', internalTrafficPolicy: null, sessionAffinity: null, ports: [port] },
      { type: 'NodePort', ports: [{ ...port, targetPort: 'http', appProtocol: 'https' }] },
    ]) {
      expect(judge(spec).codes).toEqual([]);
    }
  });
});
