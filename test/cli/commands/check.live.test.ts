import { stringify } from 'yaml';
import { cli, filesIn, serviceYaml } from '../../support/cli';

interface Written {
  readonly name: string;
  readonly nodePorts: readonly number[];
  /** What a cluster, or something else than people, adds to its metadata. */
  readonly metadata?: object;
  readonly status?: object | null;
}

/** What kubectl prints of a Service that runs. */
const RUNS = {
  uid: '0f4c2f5e-8d0f-4f5d-9a0e-4b1f2a3c4d5e',
  resourceVersion: '5012',
  creationTimestamp: '2024-05-01T10:00:00Z',
};

function service({ name, nodePorts, metadata, status }: Written) {
  const ports = nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { type: 'NodePort', ports },
    ...(status === undefined ? {} : { status }),
  };
}

function list(...services: Written[]): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '' },
    items: services.map(service),
  });
}

async function codesOf(stdin: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { stdout } = await cli(['check', '-', '.', '--format', 'json'], {
    cwd: filesIn({ 'x.yaml': 'kind: Pod\n', ...files }),
    stdin,
  });
  const { findings } = JSON.parse(stdout) as { findings: { file: string; code: string }[] };
  return findings.map(({ file, code }) => `${file} ${code}`);
}

describe('a Service as a cluster prints it', () => {
  test.each<[string, Partial<Written>]>([
    ['as kubectl does', { metadata: RUNS, status: { loadBalancer: {} } }],
    ['without its status', { metadata: RUNS }],
    ['with its uid only', { metadata: { uid: RUNS.uid } }],
    ['with its resource version only', { metadata: { resourceVersion: RUNS.resourceVersion } }],
    ['with its status and its time only', { metadata: { creationTimestamp: RUNS.creationTimestamp }, status: {} }],
  ])('%s gets no warning for numbers in the dynamic band, which the cluster may have picked', async (_, around) => {
    const printed = { name: 'web', nodePorts: [31380, 30007], ...around };
    expect(await codesOf(list(printed))).toEqual([]);
    expect(await codesOf(stringify(service(printed)))).toEqual([]);
  });

  test.each<[string, Partial<Written>]>([
    ['by hand', {}],
    ['by a dry run', { metadata: { creationTimestamp: null }, status: { loadBalancer: {} } }],
    ['by hand with a status', { status: { loadBalancer: {} } }],
    ['by a tool that adds the time', { metadata: { creationTimestamp: RUNS.creationTimestamp } }],
    [
      'by a tool that clears what a cluster adds',
      { metadata: { uid: '', resourceVersion: '', creationTimestamp: '' }, status: null },
    ],
  ])('gets a warning for them if it is written %s', async (_, around) => {
    expect(await codesOf(list({ name: 'web', nodePorts: [31380, 30007], ...around }))).toEqual([
      'stdin pinned-in-dynamic-band',
    ]);
  });

  test('holds its ports, so another manifest has to choose others', async () => {
    const stdin = list(
      { name: 'web', nodePorts: [30009], metadata: RUNS },
      { name: 'api', nodePorts: [31381], metadata: RUNS },
    );
    expect(await codesOf(stdin, { 'edge.yaml': serviceYaml('edge', 30009) })).toEqual(['edge.yaml port-taken']);
    expect(
      await codesOf(stdin, { 'edge.yaml': serviceYaml('edge', 30009), 'web.yaml': serviceYaml('web', 30009) }),
    ).toEqual(['edge.yaml port-taken']);
    expect(await codesOf(stdin, { 'edge.yaml': serviceYaml('edge', 31381) })).toEqual([
      'edge.yaml port-taken',
      'edge.yaml pinned-in-dynamic-band',
    ]);
  });

  test('does not clash with its own manifest if that has no namespace', async () => {
    const stdin = list({ name: 'web', nodePorts: [30009], metadata: RUNS });
    const nameless = (name: string) => serviceYaml(name, 30009).replace(', namespace: default', '');
    expect(await codesOf(stdin, { 'web.yaml': nameless('web') })).toEqual([]);
    expect(await codesOf(stdin, { 'api.yaml': nameless('api') })).toEqual(['api.yaml port-taken']);
  });

  test('with a port outside the range leads to advice to check the range', async () => {
    const { stdout } = await cli(['check', '-'], { stdin: list({ name: 'web', nodePorts: [20009], metadata: RUNS }) });
    expect(stdout).toContain(
      'node port 20009 is outside the range of the cluster, 30000-32767, but it is in use; either the range is ' +
        'wrong, ' +
        'or the Service works until it is recreated. Pass the range',
    );
    expect(
      (
        await cli(['check', '-', '--range', '20000-32767'], {
          stdin: list({ name: 'web', nodePorts: [20009], metadata: RUNS }),
        })
      ).code,
    ).toBe(0);
  });

  test('has its picks already, so they are not counted again for the manifest that leaves them out', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const stdin = list(...names.map((name, index) => ({ name, nodePorts: [30016 + index], metadata: RUNS })));
    const manifests = names.map((name) => serviceYaml(name, 0)).join('---\n');
    const { code, stdout } = await cli(['check', '--range', '30000-30019', '-', 'm.yaml'], {
      cwd: filesIn({ 'm.yaml': manifests }),
      stdin,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '8 Services in 2 files: no findings.\n' });
  });

  test('and the manifest that it came from are one Service', async () => {
    const stdin = list({ name: 'web', nodePorts: [30009], metadata: RUNS });
    expect(await codesOf(stdin, { 'web.yaml': serviceYaml('web', 30009) })).toEqual([]);
    expect(
      await codesOf(stdin, { 'web.yaml': serviceYaml('web', 30009), 'again.yaml': serviceYaml('web', 30010) }),
    ).toEqual(['web.yaml service-repeated']);
  });
});
