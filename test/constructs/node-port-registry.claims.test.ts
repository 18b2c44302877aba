import { ApiObject, App, Chart, Testing } from 'cdk8s';
import {
  ClaimKind,
  NodePortRegistry,
  NodePortRegistryProps,
  NodePortReservation,
  RecordedNodePorts,
  StaticLoadBalancerService,
  StaticNodePortService,
} from 'cdk8s-nodeport';
import { parseAllDocuments } from 'yaml';
import { filesIn } from '../support/cli';
import { captureStderr } from '../support/stderr';

const CLAIMING: NodePortRegistryProps = { emitClaims: true, claimedBy: 'github.com/acme/storage', withoutLock: true };

interface Manifest {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: Record<string, unknown>;
}

/** An app whose registry claims, and what it emits: once it is built, and again once it is changed. */
function claimingApp(props: NodePortRegistryProps = CLAIMING) {
  const app = Testing.app();
  new NodePortRegistry(app, 'NodePorts', props);
  const storage = new Chart(app, 'storage', { namespace: 'storage' });
  const emit = (): Manifest[] => {
    let text = '';
    captureStderr(() => (text = app.synthYaml()));
    return parseAllDocuments(text).map((document) => document.toJS());
  };
  const claims = () => emit().filter(({ kind }) => kind === 'NodePortClaim');
  return { app, storage, emit, claims };
}

const web = (chart: Chart, name: string, nodePort?: number) =>
  new StaticNodePortService(chart, name, { metadata: { name }, ports: [{ name: 'web', port: 80, nodePort }] });

describe('a registry that claims', () => {
  test('emits a claim for each port, ahead of its Service, in the same chart and without a namespace', () => {
    const { storage, emit } = claimingApp();
    const other = web(storage, 'console');
    web(storage, 'minio', 30009);
    const manifests = emit();
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      `NodePortClaim ${other.nodePortOf('web')}`,
      'Service console',
      'NodePortClaim 30009',
      'Service minio',
    ]);
    expect(manifests[2]).toEqual({
      apiVersion: 'nodeport.cdk8s.io/v1',
      kind: 'NodePortClaim',
      metadata: { name: '30009' },
      spec: { service: 'storage/minio', port: 'web', claimedBy: 'github.com/acme/storage' },
    });
  });

  test('claims each number once: for protocols that share it, for health checks, and for Services of any kind', () => {
    const { storage, claims } = claimingApp();
    new StaticLoadBalancerService(storage, 'lb', {
      metadata: { name: 'lb' },
      externalTrafficPolicy: 'Local' as never,
      healthCheckNodePort: 30020,
      ports: [{ name: 'web', port: 80, nodePort: 30021 }],
    });
    new ApiObject(storage, 'raw', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dns' },
      spec: {
        type: 'NodePort',
        ports: ['TCP', 'UDP'].map((protocol) => ({
          name: protocol.toLowerCase(),
          port: 53,
          protocol,
          nodePort: 30053,
        })),
      },
    });
    expect(claims().map(({ metadata, spec }) => [metadata.name, spec.service, spec.port])).toEqual(
      expect.arrayContaining([
        ['30020', 'storage/lb', 'healthCheckNodePort'],
        ['30021', 'storage/lb', 'web'],
        ['30053', 'storage/dns', 'tcp'],
      ]),
    );
    expect(claims()).toHaveLength(3);
  });

  test('claims reservations for no Service, for one, or for those of a namespace', () => {
    const { app, storage, claims } = claimingApp();
    new NodePortReservation(app, 'held', { ports: '30040', reason: 'later' });
    new NodePortReservation(storage, 'one', { ports: '30041', reason: 'r', services: ['kafka/b0'] });
    new NodePortReservation(storage, 'some', { ports: '30042', reason: 'r', services: ['kafka/b0', 'kafka/b1'] });
    expect(claims().map(({ metadata, spec }) => [metadata.name, spec.service, spec.reason])).toEqual(
      expect.arrayContaining([
        ['30040', undefined, 'later'],
        ['30041', 'kafka/b0', 'r'],
        ['30042', 'kafka/*', 'r'],
      ]),
    );
    expect(app.charts.map(({ node }) => node.path).sort()).toEqual(['NodePorts/claims', 'storage']);
  });

  test('claims the ports of the app as it is now, however often it is emitted', () => {
    const { storage, emit } = claimingApp();
    web(storage, 'minio', 30009);
    web(storage, 'old', 30010);
    expect(emit()).toEqual(emit());
    storage.node.tryRemoveChild('old');
    web(storage, 'new', 30010);
    const claims = emit().filter(({ kind }) => kind === 'NodePortClaim');
    expect(claims.map(({ metadata, spec }) => [metadata.name, spec.service])).toEqual([
      ['30009', 'storage/minio'],
      ['30010', 'storage/new'],
    ]);
  });

  test('prints once that claims must be installed in the cluster', () => {
    const { app, storage } = claimingApp();
    web(storage, 'minio', 30009);
    const said = captureStderr(() => [app.synthYaml(), app.synthYaml()]);
    expect(said).toBe(
      'Note: the app emits NodePortClaims, and applying it fails in a cluster without their definition. ' +
        'Ask an administrator to install them: cdk8s-nodeport guard | kubectl apply -f -\n',
    );
  });

  test('emits claims only if emitClaims is set', () => {
    const { storage, claims } = claimingApp({ claimedBy: 'x', withoutLock: true });
    web(storage, 'minio', 30009);
    expect(claims()).toEqual([]);
  });

  test.each([
    [
      'a Service without a namespace',
      (app: App) => web(new Chart(app, 'bare'), 'minio', 30009),
      'Service minio has no namespace, and a NodePortClaim names one.',
    ],
    [
      'a reservation for Services of several namespaces',
      (app: App) => new NodePortReservation(app, 'r', { ports: '30040', reason: 'r', services: ['a/b', 'c/d'] }),
      'node port 30040 is for a/b and c/d, and a NodePortClaim names Services of one namespace. Reserve a port ' +
        'for each namespace. (claim-invalid)',
    ],
  ])('refuses %s', (_, build, message) => {
    const { app, emit } = claimingApp();
    build(app);
    expect(emit).toThrow(message);
  });

  test.each(['', ' ', 'x'.repeat(201)])('refuses to claim in the name of %j', (claimedBy) => {
    expect(() => claimingApp({ ...CLAIMING, claimedBy })).toThrow(
      "Write it as claimedBy: 'github.com/acme/storage'. (claim-invalid)",
    );
  });
});

describe('the claims of a cluster', () => {
  const printed = (nodePort: number, service: string, claimedBy: string, more = '') =>
    `- apiVersion: nodeport.cdk8s.io/v1\n  kind: NodePortClaim\n  metadata: { name: "${nodePort}" }\n  spec: { ` +
    `service: '${service}', claimedBy: ${claimedBy}, port: '', reason: ''${more} }\n`;
  const file = (...items: string[]) =>
    `${filesIn({ 'claims.yaml': `apiVersion: v1\nkind: List\nitems:\n${items.join('')}` })}/claims.yaml`;
  const judged = (path: string, build: (chart: Chart) => void) => {
    const app = Testing.app();
    const registry = new NodePortRegistry(app, 'NodePorts', {
      withoutLock: true,
      reservations: [RecordedNodePorts.fromClaims(path, { claimedBy: 'github.com/acme/storage' })],
    });
    build(new Chart(app, 'storage', { namespace: 'storage' }));
    return {
      codes: registry.findings().map(({ code }) => code),
      messages: registry.findings().map(({ message }) => message),
      claims: registry.claims(),
    };
  };

  test('keep an app away from the ports of others, and name their claimants', () => {
    const path = file(printed(30009, 'edge/ingress', 'github.com/acme/edge'));
    const { messages } = judged(path, (chart) => web(chart, 'minio', 30009));
    expect(messages[0]).toContain(
      `node port 30009 is held by ${path}:4:3 (Service edge/ingress, claimed by github.com/acme/edge)`,
    );
  });

  test('let a Service have the port that is claimed for it, or for its namespace', () => {
    const path = file(printed(30009, 'storage/minio', 'x'), printed(30010, 'storage/*', 'x'));
    expect(judged(path, (chart) => [web(chart, 'minio', 30009), web(chart, 'other', 30010)]).codes).toEqual([]);
    expect(judged(path, (chart) => [web(chart, 'other', 30009)]).codes).toEqual(['port-reserved']);
  });

  test('let an app have the ports that it claims for no Service yet', () => {
    const own = file(printed(30040, '', 'github.com/acme/storage'));
    expect(judged(own, (chart) => web(chart, 'minio', 30040)).codes).toEqual([]);
    expect(
      judged(file(printed(30040, '', 'github.com/acme/edge')), (chart) => web(chart, 'minio', 30040)).codes,
    ).toEqual(['port-reserved']);
  });

  test('are never assigned to others', () => {
    const taken = Array.from({ length: 40 }, (_, index) => printed(30000 + index, 'edge/x', 'e'));
    const { claims } = judged(file(...taken), (chart) =>
      Array.from({ length: 20 }, (_, index) => web(chart, `s${index}`)),
    );
    const chosen = claims.filter(({ kind }) => kind === ClaimKind.NODE_PORT).map(({ nodePort }) => nodePort!);
    expect(chosen).toHaveLength(20);
    expect(chosen.every((port) => port >= 30040)).toBe(true);
  });

  test.each([
    ['kind: Service\n', '1:1: it is not a NodePortClaim'],
    ['a: [\n', 'it is not valid YAML'],
    ['apiVersion: v1\nkind: List\nitems:\n- kind: Service\n', '4:3: it is not a NodePortClaim'],
  ])('are refused if they are invalid: %j', (text, message) => {
    expect(() => RecordedNodePorts.fromClaims(`${filesIn({ 'claims.yaml': text })}/claims.yaml`)).toThrow(message);
  });
});
