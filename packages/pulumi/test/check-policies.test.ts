import { existsSync } from 'node:fs';
import { UNKNOWN_TEXT, urnOf } from './support/analyzer';
import { lockFolder, sharedPack } from './support/folders';
import { nodePortsOf, pinned, service } from './support/services';

describe('what is wrong with a stack', () => {
  const shared = sharedPack();

  test('is an error at the URN of the Service that has to change, with the URN of the other', async () => {
    expect(await shared.pack.analyzeStack([pinned('a', 30009), pinned('b', 30009)])).toEqual([
      {
        policy: 'node-ports-default-check',
        level: 'mandatory',
        urn: urnOf('b'),
        message: expect.stringMatching(
          /Service team\/b, port "web": node port 30009 is already claimed by urn:pulumi:\S+::a \(Service team\/a, port "web"\).*\(port-taken\)$/,
        ),
      },
    ]);
  });

  test('is every finding at once, each at its own URN', async () => {
    const reported = await shared.pack.analyzeStack([
      pinned('low', 80),
      pinned('text', 'thirty'),
      service('static', { spec: { ports: [{ name: 'web', port: 80, nodePort: 31000 }] } }),
    ]);
    expect(reported.map(({ level, urn, message }) => [level, urn, /\((\S+)\)$/.exec(message)?.[1]])).toEqual([
      ['mandatory', urnOf('low'), 'outside-range'],
      ['mandatory', urnOf('static'), 'outside-static-band'],
      ['mandatory', urnOf('text'), 'not-a-port'],
    ]);
  });

  test('is judged even if a secret or an unknown value is beside the number', async () => {
    const spec = {
      selector: { app: UNKNOWN_TEXT },
      ports: [{ name: 'web', port: 80, nodePort: 30009, targetPort: UNKNOWN_TEXT }],
    };
    const reported = await shared.pack.analyzeStack([pinned('a', 30009), pinned('b', 0, { spec })]);
    expect(reported).toEqual([expect.objectContaining({ urn: urnOf('b'), level: 'mandatory' })]);
  });

  test('is judged although the name of a Service is not known', async () => {
    const reported = await shared.pack.analyzeStack([
      pinned('a', 30009, { metadata: { name: UNKNOWN_TEXT } }),
      pinned('b', 30009),
    ]);
    expect(reported.map(({ level, urn }) => `${level} ${urn}`)).toEqual([
      `mandatory ${urnOf('b')}`,
      `advisory ${urnOf('a')}`,
    ]);
  });

  test('records nothing', () => {
    expect(existsSync(shared.folder.lockFile) ? shared.folder.entries : []).toEqual([]);
  });

  test('reports that the Services of a Helm release cannot be seen', async () => {
    const reported = await shared.pack.analyzeStack([
      { name: 'grafana', type: 'kubernetes:helm.sh/v3:Release', props: { chart: 'grafana' } },
    ]);
    expect(reported).toEqual([
      expect.objectContaining({
        level: 'advisory',
        message: expect.stringContaining('helm template CHART | npx cdk8s-nodeport check -'),
      }),
    ]);
  });
});

test('a risk is advice, or an error if the cluster is strict', async () => {
  const lax = await (await lockFolder().pack()).analyzeStack([pinned('a', 31380)]);
  expect(lax).toEqual([expect.objectContaining({ level: 'advisory', urn: urnOf('a') })]);
  expect(lax[0].message).toContain('(pinned-in-dynamic-band)');
  const strict = await (await lockFolder().pack({ strict: true })).analyzeStack([pinned('a', 31380)]);
  expect(strict).toEqual([
    { ...lax[0], policy: 'node-ports-default-check', level: 'mandatory', message: expect.any(String) },
  ]);
});

test('a risk that is accepted with a reason is not reported', async () => {
  const pack = await lockFolder().pack({ accept: { 'pinned-in-dynamic-band': 'the appliance knows 31380' } });
  expect(await pack.analyzeStack([pinned('a', 31380)])).toEqual([]);
});

test('a stack without errors has its static ports recorded, written and assigned', async () => {
  const folder = lockFolder();
  const { props } = await (await folder.pack()).preview([pinned('minio', 30009), service('grafana')]);
  expect(folder.entries).toEqual(
    [
      '30009: { service: team/minio, port: web, state: pinned, from: pulumi }',
      `${nodePortsOf(props[1])}: { service: team/grafana, port: web, state: assigned, from: pulumi }`,
    ].sort(),
  );
});

test('a number that the lock gives to a Service of another app is taken', async () => {
  const folder = lockFolder();
  await (await folder.pack()).analyzeStack([pinned('minio', 30009)]);
  const [taken] = await (await folder.pack()).analyzeStack([pinned('other', 30009)]);
  expect(taken).toMatchObject({ level: 'mandatory', urn: urnOf('other') });
  expect(taken.message).toContain('nodeports.lock.yaml:');
  expect(taken.message).toContain('Service team/minio, port "web"');
});

test('the only stack of a lock gives up the ports of Services that left it, unless some are unknown', async () => {
  const folder = lockFolder();
  const pack = await folder.pack({ prune: true });
  await pack.preview([service('a'), service('b')]);
  const states = () =>
    folder.entries.map((entry) => /service: (\S+),.* state: (\w+)/.exec(entry)!.slice(1).join(' ')).sort();
  await pack.analyzeStack([service('b', { metadata: { name: UNKNOWN_TEXT } })]);
  expect(states()).toEqual(['team/a assigned', 'team/b assigned']);
  await (await folder.pack()).preview([service('b')]);
  expect(states()).toEqual(['team/a assigned', 'team/b assigned']);
  await pack.preview([service('b')]);
  expect(states()).toEqual(['team/a retired', 'team/b assigned']);
  await pack.preview([service('a'), service('b')]);
  expect(states()).toEqual(['team/a assigned', 'team/b assigned']);
});

test('a frozen lock is not written, and the error says what it lacks', async () => {
  const folder = lockFolder();
  const pack = await folder.pack({ frozen: true });
  const { props, reported } = await pack.preview([service('grafana')]);
  const [nodePort] = nodePortsOf(props[0])!;
  expect(reported).toEqual([
    {
      policy: 'node-ports-default-check',
      level: 'mandatory',
      urn: '',
      message: expect.stringContaining(
        `nodeports.lock.yaml does not exist, and it is frozen, so nothing was written: + ${nodePort} team/grafana ` +
          `web assigned. ` +
          'Run CI= pulumi preview where you develop',
      ),
    },
  ]);
  expect(existsSync(folder.lockFile)).toBe(false);
});

test('a frozen lock that has every port lets a stack pass', async () => {
  const folder = lockFolder();
  const { props } = await (await folder.pack()).preview([service('grafana'), service('minio')]);
  const frozen = await (await folder.pack({ frozen: true })).preview([service('minio'), service('grafana')]);
  expect(frozen).toEqual({ props: [props[1], props[0]], reported: [] });
});

test('two clusters of one stack are two port spaces, told apart by their providers', async () => {
  const folder = lockFolder();
  const pack = await folder.pack({ cluster: 'blue', provider: 'blue' }, { cluster: 'green', provider: 'green' });
  const at = (name: string) => ({ provider: { name } });
  const { props, reported } = await pack.preview([
    pinned('a', 30009, at('blue')),
    { ...pinned('b', 30009, at('green')) },
    service('c', at('blue')),
    service('d', at('other')),
  ]);
  expect(reported).toEqual([]);
  expect(nodePortsOf(props[2])).toEqual([expect.any(Number)]);
  expect(nodePortsOf(props[3])).toEqual([undefined]);
  expect(folder.text).toMatch(/^ {2}blue:$/m);
  expect(folder.text).toMatch(/^ {2}green:$/m);
});

test('a Service without a namespace is in that of its provider', async () => {
  const folder = lockFolder();
  const pack = await folder.pack();
  const metadata = { namespace: undefined };
  await pack.remediate(service('a', { metadata, provider: { name: 'prod', props: { namespace: 'edge' } } }));
  await pack.remediate(service('b', { metadata }));
  expect(folder.entries.map((entry) => /service: (\S+),/.exec(entry)?.[1]).sort()).toEqual(['default/b', 'edge/a']);
});
