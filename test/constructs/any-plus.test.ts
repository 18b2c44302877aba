import { App, Chart, Testing } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { servicesOfPlus33 } from './fixtures/any-plus/plus-33';
import { servicesOfPlus34 } from './fixtures/any-plus/plus-34';

describe.each([
  ['cdk8s-plus-33', servicesOfPlus33],
  ['cdk8s-plus-34', servicesOfPlus34],
])('pods, ports and Ingresses of %s', (_, servicesOf) => {
  const chart = new Chart(Testing.app(), 'shop');
  servicesOf(chart);
  const manifests: any[] = Testing.synth(chart);
  const named = (name: string) => manifests.find(({ metadata }) => metadata.name.startsWith(`shop-${name}-c8`));
  const labelsOfWeb = manifests.find(({ kind }) => kind === 'Deployment').spec.selector.matchLabels;

  test('can be selected by static Services: workloads, selections of pods and labels', () => {
    expect(named('workload').spec.selector).toEqual(labelsOfWeb);
    expect(named('later').spec.selector).toEqual(labelsOfWeb);
    expect(named('pods').spec.selector).toEqual({ app: 'web' });
    expect(named('labels').spec.selector).toEqual({ app: 'web' });
  });

  test('give their ports to a static Service, with the node port that they pin', () => {
    expect(named('workload').spec.ports).toEqual([
      { name: 'http', nodePort: 30010, port: 80, protocol: 'TCP', targetPort: 8080 },
    ]);
  });

  test('expose a static Service by an Ingress', () => {
    const [
      {
        http: {
          paths: [{ path, backend }],
        },
      },
    ] = named('ingress').spec.rules;
    expect({ path, backend }).toEqual({
      path: '/web',
      backend: { service: { name: named('workload').metadata.name, port: { number: 80 } } },
    });
  });
});

describe('ports and pods from an app in another language', () => {
  const make = (props: any) => new StaticNodePortService(new Chart(new App(), 'shop'), 'web', props);

  test('are read under the Python names of props', () => {
    expect(make({ ports: [{ port: 80, node_port: 30010, target_port: 8080 }] }).ports).toEqual([
      { port: 80, nodePort: 30010, targetPort: 8080 },
    ]);
  });

  test.each([
    [
      { ports: [{ port: 80, nodeport: 30010 }] },
      'shop/web, ports[0]: "nodeport" is not a prop of a port. Write nodePort. (prop-invalid)',
    ],
    [
      { ports: [{ port: 80 }, { port: 81, host: 'a' }] },
      'shop/web, ports[1]: "host" is not a prop of a port. Use name, nodePort, port, protocol and targetPort. ' +
        '(prop-invalid)',
    ],
    [
      { ports: [{ nodePort: 30010 }] },
      'shop/web, ports[0]: the prop port is missing. Write the port of the Service inside the cluster, such as ' +
        'port: 80. (prop-invalid)',
    ],
    [{ ports: { port: 80 } }, 'shop/web, ports: this is not a list. Write [{ port: 80 }]. (prop-invalid)'],
    [
      { ports: [80] },
      'shop/web, ports[0]: this is not a port. Write a ServicePort of any cdk8s-plus, such as { port: 80 }. ' +
        '(prop-invalid)',
    ],
    [
      { selector: 'web' },
      'shop/web: the prop selector contains neither pods nor labels. Write a Deployment, Pods.select(…), or labels ' +
        "such as { app: 'web' }. (prop-invalid)",
    ],
    [
      { selector: { replicas: 1 } },
      'shop/web: the prop selector contains neither pods nor labels. Write a Deployment, Pods.select(…), or labels ' +
        "such as { app: 'web' }. (prop-invalid)",
    ],
  ])('are refused if they cannot be read: %j', (props, message) => {
    expect(() => make(props)).toThrow(new Error(message));
  });
});

test('TypeScript still refuses an unknown prop of a port at compile time', () => {
  const chart = new Chart(new App(), 'shop');
  // @ts-expect-error a typo
  const make = () => new StaticNodePortService(chart, 'web', { ports: [{ port: 80, nodeport: 30010 }] });
  expect(make).toThrow('nodeport');
});
