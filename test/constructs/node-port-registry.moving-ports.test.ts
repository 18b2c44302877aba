import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortRegistryProps, StaticNodePortService } from 'cdk8s-nodeport';
import { Service, ServiceType } from 'cdk8s-plus-27';
import { main } from '../../lib/cli/main';
import { enterNewFolder, refusalsOf } from '../support/apps';
import { entriesOf } from '../support/lock';
import { captureStderr } from '../support/stderr';

const LOCK = 'nodeports.lock.yaml';

interface Shop {
  readonly namespace?: string;
  readonly services?: readonly string[];
  readonly formerly?: string;
  readonly registry?: NodePortRegistryProps;
}

/** An app whose Services leave their ports to the library, in the folder at hand. */
function shop({ namespace = 'shop', services = ['web'], formerly, registry = { cluster: 'prod' } }: Shop = {}): App {
  const app = new App({ outdir: 'dist' });
  new NodePortRegistry(app, 'NodePorts', { frozen: false, ...registry });
  const chart = new Chart(app, 'shop', { namespace });
  for (const name of services) {
    new StaticNodePortService(chart, name, { metadata: { name }, formerly, ports: [{ name: 'http', port: 80 }] });
  }
  return app;
}

const emitted = (): string[] => readFileSync(join('dist', 'shop.k8s.yaml'), 'utf8').match(/nodePort: \d+/g) ?? [];
const synth = (app: App): string => captureStderr(() => app.synth());

/** Runs a command in the folder at hand, and returns what it prints. */
async function command(...args: string[]): Promise<{ code: number; printed: string }> {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) !== '' };
  const world = { cwd: process.cwd(), env: {}, stdin: process.stdin, stdout: stream, stderr: stream, isTty: false };
  return { code: await main(args, world as unknown as Parameters<typeof main>[1]), printed };
}

test('a former name that another Service of the app has keeps no port, and gets a warning', () => {
  enterNewFolder();
  synth(shop({ services: ['a', 'b'] }));
  const app = shop({ services: ['a'] });
  new StaticNodePortService(app.node.findChild('shop') as Chart, 'b', {
    metadata: { name: 'b' },
    formerly: 'a',
    ports: [{ name: 'http', port: 80 }],
  });
  expect(synth(app)).toMatch(
    /^Warning: \[shop\/b\] Service shop\/b: formerly names shop\/a, which is a Service of this app, .*\(formerly-unknown\)\n$/,
  );
});

test('a finding about an app without a registry explains why it has no path', () => {
  enterNewFolder();
  const app = new App({ outdir: 'dist' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new StaticNodePortService(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  process.env.CI = 'true';
  try {
    expect(refusalsOf(app)).toEqual([expect.stringMatching(/^\[\] The app: nodeports\.lock\.yaml does not exist, /)]);
  } finally {
    delete process.env.CI;
  }
});

test('the path of a construct is printed without control characters', () => {
  enterNewFolder();
  const app = new App({ outdir: 'dist' });
  new NodePortRegistry(app, 'NodePorts', { withoutLock: true });
  const id = 'a\u001b[2J';
  const ports = [{ port: 80, nodePort: 31380 }];
  new Service(new Chart(app, id), 'web', { metadata: { name: 'web' }, type: ServiceType.NODE_PORT, ports });
  const printed = synth(app);
  expect(printed).toContain('[a\\x1b[2J/web]');
  expect(printed).not.toContain('\u001b');
});

describe('a synth prints what changes in the lock, one line for each port', () => {
  test('a new port', () => {
    enterNewFolder();
    expect(synth(shop())).toMatch(/^nodeports\.lock\.yaml \(prod\): \+ 300\d\d shop\/web http assigned\n$/);
    expect(synth(shop())).toBe('');
  });

  test('a port that moves because its namespace was renamed', () => {
    enterNewFolder();
    synth(shop());
    expect(
      synth(shop({ namespace: 'store' }))
        .split('\n')
        .sort(),
    ).toEqual([
      '',
      expect.stringMatching(/^nodeports\.lock\.yaml \(prod\): \+ 300\d\d store\/web http assigned$/),
      expect.stringMatching(/^nodeports\.lock\.yaml \(prod\): ~ 300\d\d shop\/web http assigned -> retired$/),
    ]);
  });
});

test('an app in which every Service was renamed finds free ports, although the lock still keeps the old ones', () => {
  enterNewFolder();
  const names = (prefix: string) => Array.from({ length: 60 }, (_, index) => `${prefix}-${index}`);
  synth(shop({ services: names('old') }));
  const app = shop({ services: names('new') });
  const given = names('new').map((name) =>
    (app.node.findChild('shop').node.findChild(name) as StaticNodePortService).nodePortOf('http'),
  );
  expect(refusalsOf(app)).toEqual([]);
  expect(emitted()).toEqual(given.map((port) => `nodePort: ${port}`));
});

describe('a former name that is added late', () => {
  test('brings the port back permanently', () => {
    enterNewFolder();
    synth(shop());
    const before = emitted();
    synth(shop({ namespace: 'store' }));
    const moved = emitted();
    expect(moved).not.toEqual(before);
    synth(shop({ namespace: 'store', formerly: 'shop/web' }));
    expect(emitted()).toEqual(before);
    for (const formerly of ['shop/web', undefined]) {
      expect(synth(shop({ namespace: 'store', formerly }))).toBe('');
      expect(emitted()).toEqual(before);
    }
    const portOf = ([text]: string[]) => Number(text.slice('nodePort: '.length));
    expect(entriesOf(LOCK).filter((line) => line.includes('retired'))).toEqual([
      expect.stringMatching(new RegExp(`^${portOf(moved)}: \\{ service: store/web,`)),
    ]);
  });

  test('counts for nodePortOf() too', () => {
    enterNewFolder();
    synth(shop());
    const before = emitted();
    synth(shop({ namespace: 'store' }));
    const app = shop({ namespace: 'store', formerly: 'shop/web' });
    const service = app.node.findChild('shop').node.findChild('web') as StaticNodePortService;
    expect([`nodePort: ${service.nodePortOf('http')}`]).toEqual(before);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('does not change a port that an earlier former name has kept', () => {
    enterNewFolder();
    synth(shop());
    // A port that the Service left long ago, and the one that it has now.
    const [line] = entriesOf(LOCK);
    const port = Number(line.split(':')[0]);
    const text = readFileSync(LOCK, 'utf8').replace(
      '# 30002\n',
      '# 30002\n      30002: { service: shop/web, port: http, state: retired, since: 2026-01-01 }\n',
    );
    writeFileSync(LOCK, text);
    for (let run = 0; run < 3; run++) {
      synth(shop({ namespace: 'store', formerly: 'shop/web' }));
      expect(emitted()).toEqual([`nodePort: ${port}`]);
    }
  });
});

test('a cluster that is named later is refused until its section is renamed, and then every port stays', async () => {
  enterNewFolder();
  const services = ['a', 'b', 'c'];
  synth(shop({ services, registry: {} }));
  const before = emitted();
  const refusals = refusalsOf(shop({ services, registry: { cluster: 'prod' } }));
  expect(refusals).toEqual([
    expect.stringMatching(
      /^\[NodePorts\] nodeports\.lock\.yaml records port 300\d\d of shop\/. http under cluster 'default', which the app does not describe, .* \(lock-cluster-unknown\)$/,
    ),
  ]);
  const [, typed] = /run npx cdk8s-nodeport (.*?)\. If they are/.exec(refusals[0])!;
  expect(await command(...typed.split(' '))).toEqual({
    code: 0,
    printed: 'nodeports.lock.yaml: cluster default is now called prod, with 3 ports.\n',
  });
  expect(refusalsOf(shop({ services, registry: { cluster: 'prod' } }))).toEqual([]);
  expect(emitted()).toEqual(before);
});

test('ports that were imported under another cluster are not lost silently', async () => {
  enterNewFolder();
  writeFileSync(
    'live.yaml',
    `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: NodePort, ports: [{ name: http, port: 80, nodePort: 30009 }] }
`,
  );
  expect(await command('lock', 'import', 'live.yaml')).toMatchObject({ code: 0 });
  expect(refusalsOf(shop())).toEqual([
    expect.stringContaining("records port 30009 of shop/web http under cluster 'default'"),
  ]);
  expect(await command('lock', 'rename', 'default', 'prod')).toMatchObject({ code: 0 });
  expect(refusalsOf(shop())).toEqual([]);
  expect(emitted()).toEqual(['nodePort: 30009']);
});

test('another cluster with its own lock has its own ports', () => {
  enterNewFolder();
  synth(shop({ registry: { cluster: 'east' } }));
  expect(refusalsOf(shop({ registry: { cluster: 'west', lockFile: 'west.lock.yaml' } }))).toEqual([]);
});

describe('two apps that share a folder and name no lock', () => {
  const NOTE =
    "nodeports.lock.yaml (prod): it knew none of this app's Services. If another app wrote it, restore it from " +
    "version control, and give this app a lock of its own: lockFile: 'own.lock.yaml'\n";

  test('get a warning, since each retires the ports of the other', () => {
    enterNewFolder();
    expect(synth(shop({ services: ['web', 'api'] }))).not.toContain(NOTE);
    expect(synth(shop({ services: ['grafana', 'loki'] }))).toContain(NOTE);
  });

  test('get none once the second has a lock of its own', () => {
    enterNewFolder();
    synth(shop({ services: ['web', 'api'] }));
    const own = { cluster: 'prod', lockFile: 'own.lock.yaml' };
    expect(synth(shop({ services: ['grafana', 'loki'], registry: own }))).not.toMatch(/retired|knew none/);
    expect(synth(shop({ services: ['web', 'api'] }))).toBe('');
  });

  test('and an app that keeps one of its Services gets none', () => {
    enterNewFolder();
    synth(shop({ services: ['web', 'api'] }));
    expect(synth(shop({ services: ['web', 'loki'] }))).not.toContain('knew none');
  });
});

test('adding a Service moves no other, even if no lock was configured', () => {
  enterNewFolder();
  const services: string[] = [];
  let before: string[] = [];
  for (let index = 0; index < 20; index++) {
    services.push(`svc${index}`);
    const app = new App({ outdir: 'dist' });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    for (const name of services) {
      new StaticNodePortService(chart, name, { metadata: { name }, ports: [{ name: 'http', port: 80 }] });
    }
    expect(synth(app).match(/\n/g)).toHaveLength(1);
    expect(emitted().slice(0, -1)).toEqual(before);
    before = emitted();
  }
});

describe('a lock that was truncated', () => {
  test('is refused with the place, by a synth and by lock verify', async () => {
    enterNewFolder();
    synth(shop({ services: ['a', 'b'] }));
    const text = readFileSync(LOCK, 'utf8');
    const first = text.indexOf('version:');
    for (let length = first; length < text.trimEnd().length; length += 97) {
      writeFileSync(LOCK, text.slice(0, length));
      expect(() => shop()).toThrow(/^nodeports\.lock\.yaml:\d+:\d+: .*\(lock-invalid\)$/s);
    }
    writeFileSync(LOCK, text.slice(0, 900));
    const { code, printed } = await command('lock', 'verify');
    expect(code).not.toBe(0);
    expect(printed).toMatch(
      /the comment line of port 300\d\d is missing, so lines were lost here\. Restore it from version control: git checkout -- nodeports\.lock\.yaml\. \(lock-invalid\)/,
    );
  });

  test('or lost lines, or had lines moved is refused', () => {
    enterNewFolder();
    synth(shop());
    const text = readFileSync(LOCK, 'utf8');
    const [entry] = /^ +\d+:.*\n/m.exec(text)!;
    const broken: [string, RegExp][] = [
      [text.replace('      # 30040\n', ''), /the comment line of port 30040 is missing/],
      [text.replace(/ +# 30040\n[^]*?( +# 30050)/, '$1'), /the comment line of port 30040 is missing/],
      [text.replace(entry, '').replace('# 30003\n', `# 30003\n${entry}`), /does not follow its own comment line/],
      [text.replace('# End of the lock', '# Start'), /its last line is missing, so it was cut off/],
    ];
    for (const [damaged, message] of broken) {
      writeFileSync(LOCK, damaged);
      expect(() => shop()).toThrow(message);
    }
  });

  test('is not confused with one that was written by hand, which is read', () => {
    enterNewFolder();
    writeFileSync(
      LOCK,
      'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n      30009: { service: shop/web, ' +
        'port: http, state: assigned }\n',
    );
    synth(shop());
    expect(emitted()).toEqual(['nodePort: 30009']);
  });
});
