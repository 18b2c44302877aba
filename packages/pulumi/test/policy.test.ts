import { existsSync, readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { UNKNOWN_LIST, UNKNOWN_MAP, UNKNOWN_NUMBER, UNKNOWN_TEXT, secret, urnOf } from './support/analyzer';
import { LockFolder, lockFolder, sharedPack } from './support/folders';
import { nodePortsOf, pinned, service } from './support/services';

/** Synthesizes a cdk8s app with one assigned Service, team/grafana, and returns its number. */
function synthesize(folder: LockFolder): number {
  const app = new App({ outdir: folder.path });
  new NodePortRegistry(app, 'NodePorts', { lockFile: folder.lockFile, frozen: false });
  const grafana = new StaticNodePortService(new Chart(app, 'team', { namespace: 'team' }), 'grafana', {
    metadata: { name: 'grafana' },
    ports: [{ name: 'web', port: 80 }],
  });
  app.synth();
  return grafana.nodePortOf('web');
}

describe('the policy assigns numbers to Services that ask for them', () => {
  test('at preview, records them in the lock at once, and keeps them', async () => {
    const folder = lockFolder();
    const pack = await folder.pack({ cluster: 'prod' });
    expect(await pack.policies()).toEqual([
      'node-ports-prod-assign',
      'node-ports-prod-check',
      'node-ports-prod-advice',
    ]);
    const props = await pack.remediate(service('grafana'));
    const [nodePort] = nodePortsOf(props)!;
    expect(nodePort).toBeGreaterThanOrEqual(30000);
    expect(nodePort).toBeLessThanOrEqual(30085);
    expect(folder.entries).toEqual([
      `${nodePort}: { service: team/grafana, port: web, state: assigned, from: pulumi }`,
    ]);

    const { text } = folder;
    const preview = await (await folder.pack({ cluster: 'prod' })).preview([service('grafana')]);
    expect(preview.reported).toEqual([]);
    expect(nodePortsOf(preview.props[0])).toEqual([nodePort]);
    expect(folder.text).toBe(text);
  });

  test('as a cdk8s app with the same Service would, and that app keeps the lines of Pulumi', async () => {
    const folder = lockFolder();
    const nodePort = synthesize(folder);
    const { props, reported } = await (await folder.pack()).preview([service('grafana'), service('minio')]);
    expect(reported).toEqual([]);
    expect(nodePortsOf(props[0])).toEqual([nodePort]);
    expect(folder.entries).toContain(`${nodePort}: { service: team/grafana, port: web, state: assigned }`);
    expect(folder.entries).toHaveLength(2);

    const { text } = folder;
    expect(synthesize(folder)).toBe(nodePort);
    expect(folder.text).toBe(text);
  });

  test('for every open port: one for TCP and UDP of a service port, one for a health check', async () => {
    const pack = await lockFolder().pack();
    const dns = ['TCP', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol }));
    const props = await pack.remediate(
      service('dns', {
        spec: {
          type: 'LoadBalancer',
          externalTrafficPolicy: 'Local',
          ports: [...dns, { name: 'x', port: 80, nodePort: 30009 }],
        },
      }),
    );
    const [tcp, udp, written] = nodePortsOf(props)!;
    expect(tcp).toBe(udp);
    expect(written).toBe(30009);
    expect(new Set([tcp, written, props!.spec.healthCheckNodePort]).size).toBe(3);
  });

  test('and different ones to Services of two programs that run at the same time', async () => {
    const folder = lockFolder();
    const packs = await Promise.all([folder.pack(), folder.pack()]);
    const names = Array.from({ length: 30 }, (_, index) => `web-${index}`);
    const all = await Promise.all(names.map((name, index) => packs[index % 2].remediate(service(name))));
    const numbers = all.flatMap((props) => nodePortsOf(props));
    expect(new Set(numbers).size).toBe(names.length);
    expect(folder.entries).toHaveLength(names.length);
  });

  test('and avoids the numbers that other Services write', async () => {
    const folder = lockFolder();
    const nodePort = synthesize(folder);
    folder.text = '';
    const pack = await lockFolder().pack();
    await pack.remediate(pinned('first', nodePort));
    expect(nodePortsOf(await pack.remediate(service('grafana')))).not.toEqual([nodePort]);
  });

  test('but not to Services that do not ask, nor to other resources', async () => {
    const folder = lockFolder();
    const pack = await folder.pack();
    expect(await pack.remediate(service('web', { metadata: { labels: {} } }))).toBeUndefined();
    expect(await pack.remediate({ ...service('web'), type: 'kubernetes:apps/v1:Deployment' })).toBeUndefined();
    expect(existsSync(folder.lockFile)).toBe(false);
  });

  test('and leaves secrets secret and unknown values unknown', async () => {
    const props = await (
      await lockFolder().pack()
    ).remediate(
      service('web', {
        metadata: { annotations: secret({ token: 'abc' }) },
        spec: {
          ports: secret([{ name: 'web', port: 80, targetPort: UNKNOWN_NUMBER }]),
          selector: { app: UNKNOWN_TEXT },
        },
      }),
    );
    expect(props).toMatchObject({
      metadata: { annotations: secret({ token: 'abc' }) },
      spec: {
        ports: secret([{ name: 'web', port: 80, targetPort: UNKNOWN_NUMBER, nodePort: expect.any(Number) }]),
        selector: { app: UNKNOWN_TEXT },
      },
    });
  });
});

describe('what is not known until the update', () => {
  const shared = sharedPack();

  test('is left open, and the policy reports it', async () => {
    const folder = lockFolder();
    const pack = await folder.pack();
    const ports = [
      { name: 'web', port: 80, nodePort: UNKNOWN_NUMBER },
      { name: 'admin', port: 81 },
    ];
    const { props, reported } = await pack.preview([service('web', { spec: { ports } })]);
    expect(nodePortsOf(props[0])).toEqual([UNKNOWN_NUMBER, expect.any(Number)]);
    expect(reported).toEqual([
      {
        policy: 'node-ports-default-advice',
        level: 'advisory',
        urn: urnOf('web'),
        message: expect.stringMatching(
          /^Service team\/web: spec\.ports\[0\]\.nodePort cannot be known before the update/m,
        ),
      },
    ]);
  });

  test.each([
    ['its name', { metadata: { name: UNKNOWN_TEXT } }, 'metadata.name'],
    ['its namespace', { metadata: { namespace: UNKNOWN_TEXT } }, 'metadata.namespace'],
    ['its labels', { metadata: { labels: UNKNOWN_MAP } }, 'metadata.labels'],
    ['its type', { spec: { type: UNKNOWN_TEXT } }, 'spec.type'],
    ['its ports', { spec: { ports: UNKNOWN_LIST } }, 'spec.ports'],
    [
      'the namespace of its provider',
      { metadata: { namespace: undefined }, provider: { name: 'prod', props: { namespace: UNKNOWN_TEXT } } },
      'the namespace of its provider',
    ],
    [
      'all of its ports',
      { spec: { ports: [{ name: UNKNOWN_TEXT, port: 80 }, UNKNOWN_MAP] } },
      'spec.ports[0].name, spec.ports[1]',
    ],
  ])('may be %s, and then nothing is assigned', async (_, fields, gap) => {
    const resource = service('web', fields);
    const { props, reported } = await shared.pack.preview([resource]);
    expect(props).toEqual([resource.props]);
    expect(reported.map(({ level, message }) => `${level} ${message.split('\n')[1]}`)).toEqual([
      expect.stringContaining(`: ${gap} cannot be known before the update`),
    ]);
    expect(shared.folder.entries).toEqual([]);
  });

  test('keeps the port that the lock has for it', async () => {
    const folder = lockFolder();
    await (
      await folder.pack()
    ).preview([service('web', { spec: { ports: [{ name: 'web', port: 80, nodePort: 30009 }] } })]);
    const { text } = folder;
    expect(folder.entries).toEqual(['30009: { service: team/web, port: web, state: pinned, from: pulumi }']);
    const { reported } = await (
      await folder.pack()
    ).preview([
      service('web', { spec: { ports: [{ name: 'web', port: 80, nodePort: UNKNOWN_NUMBER }] } }),
      service('other'),
    ]);
    expect(reported).toHaveLength(1);
    expect(folder.text).toContain(text.split('\n').find((line) => line.includes('30009: '))!);
  });
});

describe('a Service that cannot get the port it asks for', () => {
  const shared = sharedPack();

  test.each([
    [
      'a meaningless value',
      { metadata: { labels: { 'nodeport.cdk8s.io/assign': 'Static' } } },
      /is "Static"\. Write .*\(assign-invalid\)$/,
    ],
    [
      'a generated name',
      { metadata: { annotations: { 'pulumi.com/autonamed': 'true' } } },
      /Write metadata\.name\. \(assign-invalid\)$/,
    ],
    ['a type without node ports', { spec: { type: 'ClusterIP' } }, /Write type: NodePort\. \(assign-invalid\)$/],
  ])('is refused before it is created: %s', async (_, fields, message) => {
    const { props, reported } = await shared.pack.preview([service('web', fields)]);
    expect(props).toEqual([service('web', fields).props]);
    expect(reported).toEqual([
      { policy: 'node-ports-default-assign', level: 'mandatory', urn: '', message: expect.stringMatching(message) },
    ]);
  });

  test('is refused if the static band is full, and no other Service loses its number', async () => {
    const folder = lockFolder();
    const pack = await folder.pack({ portRange: '30000-30031', avoidPorts: [] });
    const names = Array.from({ length: 16 }, (_, index) => `web-${index}`);
    for (const name of names) await pack.remediate(service(name));
    const { text } = folder;
    expect(await pack.remediate(service('late'))).toBeUndefined();
    expect(await pack.analyze(service('late'))).toEqual([
      expect.objectContaining({ level: 'mandatory', message: expect.stringContaining('(static-band-full)') }),
    ]);
    expect(folder.text).toBe(text);
  });

  test('is refused while the lock cannot be read, with the place of the fault', async () => {
    const folder = lockFolder();
    const pack = await folder.pack();
    folder.text = 'version: 7\nclusters: {}\n';
    expect(await pack.remediate(service('web'))).toBeUndefined();
    expect((await pack.analyze(service('web')))[0].message).toContain('nodeports.lock.yaml:1:10');
    expect(readFileSync(folder.lockFile, 'utf8')).toBe('version: 7\nclusters: {}\n');
  });
});
