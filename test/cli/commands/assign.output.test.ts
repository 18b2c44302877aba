import { cli, filesIn } from '../../support/cli';

const service = (name: string, more: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop${more} }
spec: { type: NodePort, ports: [{ port: 80 }] }
`;

describe('the output of assign', () => {
  const asking = ', annotations: { nodeport.cdk8s.io/reservation: kafka }';
  const files = {
    'nodeports.yaml': "cluster: prod\nreservations: [{ name: kafka, ports: '30040-30042', reason: brokers }]\n",
    'manifests/a.yaml': service('kafka-0', asking),
    'manifests/b.yaml': service('web', ', labels: { nodeport.cdk8s.io/assign: static }'),
  };

  test('agrees with its lock, according to check and lock verify', async () => {
    const cwd = filesIn(files);
    expect((await cli(['assign', 'manifests'], { cwd })).code).toBe(0);
    for (const argv of [
      ['check', '--strict', 'manifests'],
      ['check', '--strict', 'manifests', 'nodeports.lock.yaml'],
      ['lock', 'verify', 'manifests'],
    ]) {
      expect(await cli(argv, { cwd })).toMatchObject({ code: 0, stdout: '2 Services in 2 files: no findings.\n' });
    }
  });

  test('is checked against the reservation, once its lock is named', async () => {
    const cwd = filesIn({
      ...files,
      'thief.yaml': service('thief', '').replace('port: 80', 'port: 80, nodePort: 30041'),
    });
    await cli(['assign', 'manifests'], { cwd });
    const { code, stdout } = await cli(['check', 'manifests', 'thief.yaml', 'nodeports.lock.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^thief\.yaml:4:\d+: error: Service shop\/thief, .*node port 30041 is held by nodeports\.lock\.yaml/m,
    );
  });

  test('is refused by assign if somebody else takes a reserved port', async () => {
    const cwd = filesIn({
      ...files,
      'manifests/thief.yaml': service('thief', '').replace('port: 80', 'port: 80, nodePort: 30041'),
    });
    const { code, stdout } = await cli(['assign', 'manifests'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('(port-reserved)');
    expect(stdout).toMatch(/Nothing is written\.\n$/);
  });
});
