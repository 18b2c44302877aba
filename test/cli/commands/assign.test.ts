import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Ran, cli, filesIn, serviceYaml } from '../../support/cli';
import { entriesOf } from '../../support/lock';
import { run } from '../../support/run';

const STATIC = 'labels: { nodeport.cdk8s.io/assign: static }';

/** A Service of one port, in block style. */
function service(name: string, { metadata = STATIC, type = 'NodePort', port = '- port: 80' } = {}): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
  ${metadata}
spec:
  type: ${type}
  ports:
    ${port}
`;
}

const assign = (cwd: string, ...argv: string[]): Promise<Ran> => cli(['assign', ...argv], { cwd });
const textIn = (cwd: string, name: string): string => readFileSync(join(cwd, name), 'utf8');
const lockIn = (cwd: string): string[] => entriesOf(join(cwd, 'nodeports.lock.yaml'));

describe('assign', () => {
  test('writes a number into a Service that asks for one, and records it in the lock', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    expect(await assign(cwd, 'web.yaml')).toEqual({
      code: 0,
      stderr: '',
      stdout: `web.yaml:10:7: assigned: Service shop/web, port "80/TCP": node port 30074
nodeports.lock.yaml (default): + 30074 shop/web 80/TCP assigned
1 Service in 1 file: no findings.
1 port assigned.
`,
    });
    expect(textIn(cwd, 'web.yaml')).toBe(service('web', { port: '- port: 80\n      nodePort: 30074' }));
    expect(lockIn(cwd)).toEqual(['30074: { service: shop/web, port: "80/TCP", state: assigned, from: manifests }']);
  });

  test('changes nothing in a second run', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    await assign(cwd, '.');
    const before = ['web.yaml', 'nodeports.lock.yaml'].map((name) => textIn(cwd, name));
    expect((await assign(cwd, '.')).stdout).toMatch(/Nothing to assign\.\n$/);
    expect((await assign(cwd, '--check', '.')).code).toBe(0);
    expect(['web.yaml', 'nodeports.lock.yaml'].map((name) => textIn(cwd, name))).toEqual(before);
  });

  test('leaves a Service that does not ask for a number to the API server, unless --all is given', async () => {
    const files = { 'web.yaml': service('web', { metadata: 'labels: {}' }) };
    const [asked, all] = [filesIn(files), filesIn(files)];
    await assign(asked, '.');
    expect(textIn(asked, 'web.yaml')).toBe(files['web.yaml']);
    expect(existsSync(join(asked, 'nodeports.lock.yaml'))).toBe(false);
    await assign(all, '--all', '.');
    expect(textIn(all, 'web.yaml')).toContain('- port: 80\n      nodePort: 30074\n');
  });

  test('takes an annotation as well as a label', async () => {
    const cwd = filesIn({
      'web.yaml': service('web', { metadata: 'annotations: { nodeport.cdk8s.io/assign: static }' }),
    });
    await assign(cwd, '.');
    expect(textIn(cwd, 'web.yaml')).toContain('nodePort: 30074');
  });

  test('changes nothing with --check, prints what would change, and exits with 2', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    const { code, stdout } = await assign(cwd, '--check', '.');
    expect({ code, text: textIn(cwd, 'web.yaml') }).toEqual({ code: 2, text: service('web') });
    expect(stdout).toContain('web.yaml:10:7: to assign: Service shop/web, port "80/TCP": node port 30074\n');
    expect(existsSync(join(cwd, 'nodeports.lock.yaml'))).toBe(false);
  });

  test('filters standard input if the path is a hyphen', async () => {
    const cwd = filesIn({});
    const { code, stdout, stderr } = await cli(['assign', '-'], { cwd, stdin: service('web') });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: service('web', { port: '- port: 80\n      nodePort: 30074' }),
    });
    expect(stderr).toContain('stdin:10:7: assigned: Service shop/web, port "80/TCP": node port 30074\n');
    expect(lockIn(cwd)).toHaveLength(1);
  });

  test('passes through a stream that asks for nothing', async () => {
    const stdin = '# nothing here\r\nkind: ConfigMap\r\napiVersion: v1\r\nmetadata: { name: x }';
    expect(await cli(['assign', '-'], { cwd: filesIn({}), stdin })).toMatchObject({ code: 0, stdout: stdin });
  });

  test('refuses a stream that is not UTF-8', async () => {
    const stdin = Buffer.from(service('web'), 'utf16le');
    const { code, stdout, stderr } = await cli(['assign', '-'], { cwd: filesIn({}), stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('cannot be passed on. Convert it: iconv -f UTF-16 -t UTF-8\n');
  });

  test('writes nothing to standard output if the input is refused', async () => {
    const stdin = service('web', { type: 'ClusterIP' });
    const { code, stdout, stderr } = await cli(['assign', '-'], { cwd: filesIn({}), stdin });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('a Service of type ClusterIP has none. Write type: NodePort. (assign-invalid)');
  });

  test('prints JSON', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    const { stdout } = await assign(cwd, '--format', 'json', '.');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      isWritten: true,
      assigned: [{ file: 'web.yaml', line: 10, column: 7, service: 'shop/web', port: '80/TCP', nodePort: 30074 }],
      lock: { file: 'nodeports.lock.yaml', changes: ['+ 30074 shop/web 80/TCP assigned'] },
    });
  });

  test('keeps the mode of a file, and follows a link inside its folder', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    chmodSync(join(cwd, 'web.yaml'), 0o640);
    symlinkSync('web.yaml', join(cwd, 'link.yaml'));
    expect((await assign(cwd, 'link.yaml')).code).toBe(0);
    expect(textIn(cwd, 'web.yaml')).toContain('nodePort: 30074');
    expect(statSync(join(cwd, 'web.yaml')).mode % 0o1000).toBe(0o640);
  });

  test('gives both protocols of one service port the same number', async () => {
    const port = '- { name: dns, port: 53, protocol: UDP }\n    - { name: dns-tcp, port: 53, protocol: TCP }';
    const cwd = filesIn({ 'dns.yaml': service('dns', { port }) });
    await assign(cwd, '.');
    const [first, second] = [...textIn(cwd, 'dns.yaml').matchAll(/nodePort: (\d+)/g)].map(([, number]) => number);
    expect(second).toBe(first);
    expect(lockIn(cwd)).toEqual([expect.stringContaining('service: shop/dns, port: "dns,dns-tcp"')]);
  });

  test('fills in the health check of a load balancer that asks for static ports', async () => {
    const text = service('web', { type: 'LoadBalancer\n  externalTrafficPolicy: Local # keeps the client' });
    const cwd = filesIn({ 'web.yaml': text });
    await assign(cwd, '.');
    expect(textIn(cwd, 'web.yaml')).toMatch(
      /externalTrafficPolicy: Local # keeps the client\n {2}healthCheckNodePort: \d{5}\n {2}ports:/,
    );
  });

  test('leaves a load balancer alone that allocates no node ports', async () => {
    const text = service('web', { metadata: '', type: 'LoadBalancer\n  allocateLoadBalancerNodePorts: false' });
    const cwd = filesIn({ 'web.yaml': text });
    expect((await assign(cwd, '--all', '.')).stdout).toContain('Nothing to assign');
    expect(textIn(cwd, 'web.yaml')).toBe(text);
  });

  test('records a written number as a pin, and refuses one that the lock gives to another Service', async () => {
    const cwd = filesIn({
      'web.yaml': service('web'),
      'api.yaml': service('api', { port: '- { port: 80, nodePort: 30009 }' }),
    });
    await assign(cwd, '.');
    expect(lockIn(cwd)).toContain('30009: { service: shop/api, port: "80/TCP", state: pinned, from: manifests }');
    writeFileSync(join(cwd, 'late.yaml'), service('late', { port: '- { port: 80, nodePort: 30074 }' }));
    const { code, stdout } = await assign(cwd, 'late.yaml');
    expect(code).toBe(2);
    expect(stdout).toContain('node port 30074 is held by nodeports.lock.yaml:');
    expect(textIn(cwd, 'nodeports.lock.yaml')).not.toContain('shop/late');
  });

  test('refuses a static Service whose number is outside the static band', async () => {
    const cwd = filesIn({ 'web.yaml': service('web', { port: '- { port: 80, nodePort: 31000 }' }) });
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(2);
    expect(stdout).toContain('(outside-static-band)');
  });

  test('keeps the numbers of Services outside its paths, and retires them only with --prune', async () => {
    const cwd = filesIn({ 'web.yaml': service('web'), 'api.yaml': service('api') });
    await assign(cwd, '.');
    await assign(cwd, 'web.yaml');
    expect(lockIn(cwd)).toEqual(expect.arrayContaining([expect.stringMatching(/shop\/api.*state: assigned/)]));
    await assign(cwd, '--prune', 'web.yaml');
    expect(lockIn(cwd)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/shop\/api.*state: retired, since: [-\d]+ \}/),
        expect.stringMatching(/shop\/web.*state: assigned/),
      ]),
    );
  });

  test('keeps the port of a Service that was renamed, if what its messages say is typed', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    await assign(cwd, '.');
    writeFileSync(join(cwd, 'web.yaml'), textIn(cwd, 'web.yaml').replace('name: web', 'name: site'));
    const prune = 'run npx cdk8s-nodeport assign --prune with all paths';
    expect((await assign(cwd, '.')).stdout).toContain(`, or if shop/web is gone, ${prune}. (port-reserved)`);
    expect((await cli(['lock', 'verify', '.'], { cwd })).stdout).toContain(`Run${prune.slice(3)}, and commit both.`);
    const { code, stdout } = await assign(cwd, '--prune', '.');
    expect(code).toBe(0);
    expect(stdout).toContain("or accept the risk: --accept port-retired='why'. (port-retired)");
    expect(lockIn(cwd)).toEqual(['30074: { service: shop/site, port: "80/TCP", state: pinned, from: manifests }']);
    expect((await cli(['lock', 'verify', '.'], { cwd })).stdout).toBe('1 Service in 2 files: no findings.\n');
  });

  test('chooses from the range that a snapshot has, and refuses another once the lock has one', async () => {
    const cwd = filesIn({
      'web.yaml': service('web'),
      'prod.snapshot.yaml': 'version: 2\ncluster: default\nportRange: 31000-31200\nservices: []\n',
    });
    expect((await assign(cwd, 'web.yaml', 'prod.snapshot.yaml')).code).toBe(0);
    expect(readFileSync(join(cwd, 'nodeports.lock.yaml'), 'utf8')).toMatch(
      /range: 31000-31200[^]*\n {6}310(0\d|1[0-5]): /,
    );

    writeFileSync(
      join(cwd, 'prod.snapshot.yaml'),
      'version: 2\ncluster: default\nportRange: 30000-32767\nservices: []\n',
    );
    const refused = await assign(cwd, 'web.yaml', 'prod.snapshot.yaml');
    expect({ code: refused.code, stderr: refused.stderr }).toEqual({
      code: 1,
      stderr:
        'cdk8s-nodeport: prod.snapshot.yaml has range 30000-32767 for cluster default, but nodeports.lock.yaml has ' +
        '31000-31200. Name the actual one: --range 30000-32767\n',
    });
    expect((await assign(cwd, 'web.yaml', 'prod.snapshot.yaml', '--range', '31000-31200')).code).toBe(0);
  });

  test('avoids the ports that nodeports.yaml, a snapshot, another lock or claims hold', async () => {
    const cwd = filesIn({
      'web.yaml': service('web'),
      'nodeports.yaml': 'takenPorts: [{ port: 30074, reason: a proxy }]\n',
      'prod.snapshot.yaml': `version: 2
cluster: default
portRange: 30000-32767
services:
  - service: other/live
    type: NodePort
    ports:
      - { port: 80, protocol: TCP, nodePort: 30075 }
`,
      'claims.yaml': `apiVersion: nodeport.cdk8s.io/v1
kind: NodePortClaim
metadata: { name: "30076" }
spec: { service: other/claimed, reason: x, claimedBy: y }
`,
    });
    expect((await assign(cwd, 'web.yaml', 'prod.snapshot.yaml', '--claims', 'claims.yaml')).code).toBe(0);
    expect(textIn(cwd, 'web.yaml')).toContain('nodePort: 30077');
  });

  test('never chooses a port that nodeports.yaml lists to avoid, which may still be pinned', async () => {
    const assignableWith = async (avoidPorts: string) => {
      const cwd = filesIn({
        'web.yaml': service('web'),
        'pinned.yaml': serviceYaml('pinned', 30000),
        'nodeports.yaml': `portRange: 30000-30003\navoidPorts: ${avoidPorts}\n`,
      });
      const { code, stdout } = await assign(cwd, 'web.yaml', 'pinned.yaml');
      return code === 0 ? /nodePort: (\d+)/.exec(textIn(cwd, 'web.yaml'))?.[1] : stdout;
    };
    expect(await assignableWith('[30000, 30001, 30003]')).toBe('30002');
    expect(await assignableWith('[30002, 30003]')).toBe('30001');
    expect(await assignableWith('[30001, 30002, 30003]')).toContain('(static-band-full)');
  });

  test('draws from a block that nodeports.yaml describes, and records the rest of it', async () => {
    const metadata = 'annotations: { nodeport.cdk8s.io/reservation: kafka }';
    const cwd = filesIn({
      'nodeports.yaml': "reservations: [{ name: kafka, ports: '30040-30042', reason: brokers, owner: team data }]\n",
      'a.yaml': service('kafka-0', { metadata }),
      'b.yaml': service('kafka-1', { metadata }),
    });
    expect(await assign(cwd, '.')).toMatchObject({ code: 0 });
    const lock = lockIn(cwd);
    expect(lock.filter((line) => line.includes('reservation: kafka, state: assigned, from: manifests'))).toHaveLength(
      2,
    );
    expect(lock).toContainEqual(
      expect.stringMatching(
        /^3004[012]: \{ reservation: kafka, owner: "team data", services: "shop\/kafka-0,shop\/kafka-1", state: reserved, from: manifests, reason: brokers \}$/,
      ),
    );
    expect((await assign(cwd, '--check', '.')).code).toBe(0);
  });

  test('proposes the most similar reservation for a mistyped one, and reports nothing else about it', async () => {
    const metadata = 'annotations: { nodeport.cdk8s.io/reservation: kafkaa }';
    const cwd = filesIn({
      'nodeports.yaml': "reservations: [{ name: kafka, ports: '30040-30042', reason: brokers }]\n",
      'a.yaml': service('kafka-0', { metadata }),
    });
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(2);
    expect(stdout).toContain('Did you mean kafka? If not, add it to reservations in nodeports.yaml');
    expect(stdout).toContain('1 error, 0 warnings');
  });

  test('names the line to delete and the number in the manifest if others hold a recorded port', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    await assign(cwd, '.');
    const port = /nodePort: (\d+)/.exec(textIn(cwd, 'web.yaml'))![1];
    writeFileSync(join(cwd, 'nodeports.yaml'), `reservations: [{ name: kafka, ports: '${port}', reason: brokers }]\n`);
    const { stdout } = await assign(cwd, '.');
    expect(stdout).toContain(
      `Delete the line ${port}: {…} of nodeports.lock.yaml, but not its comment, and nodePort: ${port} at ` +
        'web.yaml:11:17, to have another assigned',
    );
    writeFileSync(join(cwd, 'web.yaml'), service('web'));
    const lock = textIn(cwd, 'nodeports.lock.yaml');
    writeFileSync(join(cwd, 'nodeports.lock.yaml'), lock.replace(new RegExp(`^ *${port}: .*\n`, 'm'), ''));
    expect((await assign(cwd, '.')).code).toBe(0);
  });

  test('points at a nodePort: 0, and names its port', async () => {
    const cwd = filesIn({ 'web.yaml': service('web', { port: '- { name: http, port: 80, nodePort: 0 }' }) });
    expect((await assign(cwd, '.')).stdout).toContain(
      'web.yaml:10:31: error: Service shop/web, port "http": nodePort is written without a number. Delete that',
    );
  });

  test('assigns a block that has a size', async () => {
    const metadata = 'annotations: { nodeport.cdk8s.io/reservation: kafka }';
    const cwd = filesIn({
      'nodeports.yaml': 'reservations: [{ name: kafka, size: 3, reason: brokers }]\n',
      'a.yaml': service('kafka-0', { metadata }),
    });
    expect(await assign(cwd, '.')).toMatchObject({ code: 0 });
    expect(lockIn(cwd).filter((line) => line.includes('reservation: kafka'))).toHaveLength(3);
  });

  test('writes only the numbers that a frozen lock has, and all of them', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    const inCi = (...argv: string[]) => cli(['assign', ...argv], { cwd, env: { CI: 'true' } });
    const refused = await inCi('.');
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain(
      'nodeports.lock.yaml does not exist, and it is frozen, so nothing was written: + 30074 shop/web 80/TCP ' +
        'assigned. ' +
        'Run CI= npx cdk8s-nodeport assign . where you develop, and commit what it changes. (lock-outdated)',
    );
    expect(textIn(cwd, 'web.yaml')).toBe(service('web'));
    await assign(cwd, '.');
    writeFileSync(join(cwd, 'web.yaml'), service('web'));
    expect((await inCi('.')).code).toBe(0);
    expect(textIn(cwd, 'web.yaml')).toContain('nodePort: 30074');
  });

  test('repeats the flags of a frozen call in the way out, which works when it is typed', async () => {
    const cwd = filesIn({ 'web.yaml': service('web', { metadata: '' }) });
    const flags = ['--all', '--cluster', 'prod', '--lock', 'my ports.yaml'];
    const { stdout } = await assign(cwd, ...flags, '--frozen', '--check', '.');
    expect(stdout).toContain("Run CI= npx cdk8s-nodeport assign --all --cluster prod --lock 'my ports.yaml' . where");
    expect(await assign(cwd, ...flags, '.')).toMatchObject({ code: 0 });
    expect(await assign(cwd, ...flags, '--frozen', '--check', '.')).toMatchObject({ code: 0 });
  });

  test('writes neither lock nor manifests if one manifest cannot be written', async () => {
    // No room is left in its folder for the name of a temporary file.
    const long = `${'x'.repeat(240)}.yaml`;
    const cwd = filesIn({ 'a.yaml': service('web'), [long]: service('api') });
    const { code, stderr } = await assign(cwd, '.');
    expect(code).toBe(1);
    expect(stderr).toMatch(/x\.yaml cannot be written: ENAMETOOLONG.*\. No manifest is changed\./);
    expect([textIn(cwd, 'a.yaml'), readdirSync(cwd).length]).toEqual([service('web'), 2]);
    expect(existsSync(join(cwd, 'nodeports.lock.yaml'))).toBe(false);
  });

  test('tells what was skipped before the error if a manifest cannot be written', async () => {
    const cwd = filesIn({ [`${'x'.repeat(240)}.yaml`]: service('api') });
    symlinkSync('none', join(cwd, 'link.yaml'));
    const { stderr } = await assign(cwd, '.');
    expect(stderr).toMatch(
      /^[^\n]*warning: link\.yaml: it is a broken link[^\n]*\n[^\n]* cannot be written: [^\n]*\n$/,
    );
  });

  test('refuses a named pipe, which can be read only once', async () => {
    const cwd = filesIn({});
    expect(run('mkfifo', ['pipe.yaml'], { cwd }).status).toBe(0);
    writeFileSync(join(cwd, 'text'), service('web'));
    spawn('sh', ['-c', 'cat text > pipe.yaml'], { cwd });
    expect(await assign(cwd, 'pipe.yaml')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Pipe it in: cat pipe.yaml | npx cdk8s-nodeport assign -'),
    });
    expect(readdirSync(cwd)).toEqual(['pipe.yaml', 'text']);
  });

  test('changes no byte of a file that is not UTF-8', async () => {
    const cwd = filesIn({ 'web.yaml': '' });
    const bytes = Buffer.from(`name: caf\xe9\n---\n${service('web')}`, 'latin1');
    writeFileSync(join(cwd, 'web.yaml'), bytes);
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(2);
    expect(stdout).toContain('its file holds bytes that are not UTF-8');
    expect(readFileSync(join(cwd, 'web.yaml'))).toEqual(bytes);
  });

  test('changes nothing if a part of the input cannot be read', async () => {
    const cwd = filesIn({ 'web.yaml': service('web'), 'bad.yaml': 'apiVersion: v1\nkind: Service\nmetadata: [\n' });
    expect((await assign(cwd, '.')).code).toBe(1);
    expect(textIn(cwd, 'web.yaml')).toBe(service('web'));
  });

  test('asks for the cluster if the lock has several', async () => {
    const cwd = filesIn({ 'web.yaml': service('web') });
    await assign(cwd, '--cluster', 'prod', 'web.yaml');
    writeFileSync(join(cwd, 'web.yaml'), service('web'));
    await assign(cwd, '--cluster', 'test', 'web.yaml');
    const { code, stderr } = await assign(cwd, 'web.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'nodeports.lock.yaml records prod, test, but assign works on one cluster at a time. Add --cluster prod',
    );
  });

  test('uses the namespace in which a release is installed', async () => {
    const cwd = filesIn({});
    const stdin = service('web').replace('  namespace: shop\n', '');
    await cli(['assign', '-n', 'shop', '-'], { cwd, stdin });
    expect(lockIn(cwd)).toEqual([expect.stringMatching(/^30074: \{ service: shop\/web,/)]);
  });

  test.each([
    ['a meaningless value', 'labels: { nodeport.cdk8s.io/assign: statik }', 'nodeport.cdk8s.io/assign is "statik"'],
    ['a flag', 'labels: { nodeport.cdk8s.io/assign: true }', 'nodeport.cdk8s.io/assign is true'],
    [
      'an unknown reservation',
      'annotations: { nodeport.cdk8s.io/reservation: kafka }',
      'which neither nodeports.yaml nor the lock describes',
    ],
    [
      'a list of reservations',
      'annotations: { nodeport.cdk8s.io/reservation: [kafka] }',
      'nodeport.cdk8s.io/reservation is ["kafka"]',
    ],
  ])('refuses %s', async (_, metadata, message) => {
    const cwd = filesIn({ 'web.yaml': service('web', { metadata }) });
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(2);
    expect(stdout).toContain(message);
    expect(textIn(cwd, 'web.yaml')).toBe(service('web', { metadata }));
  });

  describe('among overlays of Kustomize', () => {
    const overlay = (base: string, ...resources: string[]) => `resources: [${[base, ...resources].join(', ')}]\n`;

    test('refuses a file that several of them build', async () => {
      const cwd = filesIn({
        'base/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web.yaml': service('web'),
        'overlays/prod/kustomization.yaml': overlay('../../base'),
        'overlays/test/kustomization.yaml': overlay('../../base'),
      });
      const { code, stdout } = await assign(cwd, '.');
      expect(code).toBe(2);
      expect(stdout).toContain(
        'base/web.yaml:4:9: error: Service shop/web: overlays/prod and overlays/test are both built from its file, ' +
          'so a ' +
          'number in it would be that of both. Fill in what each overlay builds: kubectl kustomize overlays/prod | ' +
          'cdk8s-nodeport assign -. (place-uncertain)',
      );
    });

    test('refuses a Service that two of them write', async () => {
      const cwd = filesIn({
        'prod/kustomization.yaml': 'resources: [web.yaml]\n',
        'prod/web.yaml': service('web'),
        'test/kustomization.yaml': 'resources: [web.yaml]\n',
        'test/web.yaml': service('web'),
      });
      const { code, stdout } = await assign(cwd, '.');
      expect(code).toBe(2);
      expect(stdout).toContain('test/web.yaml:4:9: error: another overlay writes this Service as well.');
      expect(textIn(cwd, 'prod/web.yaml')).toBe(service('web'));
    });

    test('changes nothing once each of them has its number', async () => {
      const numbered = service('web', { port: '- port: 80\n      nodePort: 30074' });
      const cwd = filesIn({
        'prod/kustomization.yaml': 'resources: [web.yaml]\n',
        'prod/web.yaml': numbered,
        'test/kustomization.yaml': 'resources: [web.yaml]\n',
        'test/web.yaml': numbered,
      });
      expect((await assign(cwd, '.')).code).toBe(0);
      expect((await assign(cwd, '--check', '.')).code).toBe(0);
    });

    const ofBase =
      'what you apply: kubectl kustomize base | cdk8s-nodeport assign -, with the folder of the overlay in place of ' +
      'base if you apply one of it';

    test.each([
      ['.', 'overlays/pipe', 'what each overlay builds: kubectl kustomize overlays/pipe | cdk8s-nodeport assign -'],
      ['base', 'base', ofBase],
      ['base/web.yaml', 'base', ofBase],
      ['base/*.yaml', 'base', ofBase],
    ])('refuses a file that one of them builds, if it is named by %s', async (operand, folder, build) => {
      const cwd = filesIn({
        'base/kustomization.yaml': 'resources: [web.yaml]\n',
        'base/web.yaml': service('web'),
        'overlays/pipe/kustomization.yaml': `namespace: shop\n${overlay('../../base')}`,
      });
      const { code, stdout } = await assign(cwd, operand);
      expect(code).toBe(2);
      expect(stdout).toContain(
        `base/web.yaml:4:9: error: Service shop/web: Kustomize builds ${folder} from its file, and may change its ` +
          `name or namespace there or in an overlay. Fill in ${build}. (place-uncertain)`,
      );
      expect(textIn(cwd, 'base/web.yaml')).toBe(service('web'));
      expect(existsSync(join(cwd, 'nodeports.lock.yaml'))).toBe(false);
    });

    test('writes into a file beside a kustomization that does not list it', async () => {
      const cwd = filesIn({ 'kustomization.yaml': 'resources: [other.yaml]\n', 'web.yaml': service('web') });
      expect((await assign(cwd, 'web.yaml')).code).toBe(0);
    });

    test('refuses a Service that two of them write where every port is to be filled', async () => {
      const web = service('web', { metadata: 'labels: {}' });
      const cwd = filesIn({
        'prod/kustomization.yaml': 'resources: [web.yaml]\n',
        'prod/web.yaml': web,
        'test/kustomization.yaml': 'resources: [web.yaml]\n',
        'test/web.yaml': web,
      });
      const { code, stdout } = await assign(cwd, '--all', '.');
      expect(code).toBe(2);
      expect(stdout).toContain('test/web.yaml:4:9: error: another overlay writes this Service as well.');
      expect(textIn(cwd, 'prod/web.yaml')).toBe(web);
    });
  });
});

test('a port that assign recorded is retired by assign before it is released', async () => {
  const cwd = filesIn({ 'web.yaml': service('web') });
  await assign(cwd, '.');
  const port = /nodePort: (\d+)/.exec(textIn(cwd, 'web.yaml'))![1];
  expect((await cli(['lock', 'release', port], { cwd })).stderr).toContain(
    'Remove it from its manifest and run npx cdk8s-nodeport assign --prune with all paths, so that it is retired first',
  );
});

test('without paths, assign refers to assign itself', async () => {
  expect((await assign(filesIn({}))).stderr).toContain('as in cdk8s-nodeport assign manifests/');
});

describe('a number in a manifest that the lock lost', () => {
  const numbered = service('web', { port: '- port: 80\n      nodePort: 30074' });

  test.each([
    ['with its line', (text: string) => text.replace(/^ *30074: .*\n/m, '')],
    ['with the section of the cluster', (text: string) => text.replace(/ {2}default:[^]*(?=# End)/, '')],
    ['with the whole file', () => undefined],
  ])('is missing for --check and for CI, and is recorded again: %s', async (_, losing) => {
    const cwd = filesIn({ 'web.yaml': numbered });
    const lock = join(cwd, 'nodeports.lock.yaml');
    await assign(cwd, '.');
    const lost = losing(readFileSync(lock, 'utf8'));
    rmSync(lock);
    if (lost !== undefined) writeFileSync(lock, lost);
    expect((await assign(cwd, '--check', '.')).code).toBe(2);
    expect((await cli(['assign', '.'], { cwd, env: { CI: 'true' } })).stdout).toMatch(/\(lock-outdated\)$/m);
    expect(await assign(cwd, '.')).toMatchObject({ code: 0 });
    expect(lockIn(cwd)).toEqual(['30074: { service: shop/web, port: "80/TCP", state: pinned, from: manifests }']);
  });

  test('is what lock verify says it is', async () => {
    const cwd = filesIn({ 'web.yaml': numbered });
    const lock = join(cwd, 'nodeports.lock.yaml');
    await assign(cwd, '.');
    const text = readFileSync(lock, 'utf8');
    writeFileSync(lock, text.replace(/^ *30074: .*\n/m, ''));
    expect((await cli(['lock', 'verify', '.'], { cwd })).stdout).toContain(
      'node port 30074 is static, but the lock does not record it. Synthesize the app again with its lock file, or ' +
        'run ' +
        'npx cdk8s-nodeport assign with the paths of its manifests, and commit both.',
    );
    writeFileSync(lock, text.replace(/ {2}default:[^]*(?=# End)/, ''));
    const lost =
      'cdk8s-nodeport: nodeports.lock.yaml records no cluster. Restore it from version control: ' +
      'git checkout -- nodeports.lock.yaml\n';
    expect((await cli(['lock', 'verify', '.'], { cwd })).stderr).toBe(lost);
    expect((await cli(['check', '.', 'nodeports.lock.yaml'], { cwd })).stderr).toBe(lost);
  });
});
