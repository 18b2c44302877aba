import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POPULAR_PORTS } from '../../../lib/core/cluster/popular-ports';
import { CODES, isAcceptable } from '../../../lib/core/rules/catalogue';
import {
  ACCEPT_FIELDS,
  CONFIG_FIELDS,
  RESERVATION_FIELDS,
  TAKEN_PORT_FIELDS,
  readConfig,
} from '../../../lib/io/records/config-file';
import { cli, filesIn, serviceYaml } from '../../support/cli';

const SCHEMA = join(__dirname, '../../../schema/nodeports.schema.json');
const acceptable = CODES.filter(isAcceptable);
if (process.env.WRITE_EXPECTED) {
  const codes = JSON.stringify(acceptable, null, 1)
    .replace(/\n */g, '\n              ')
    .replace(/ *\]$/, '            ]');
  writeFileSync(SCHEMA, readFileSync(SCHEMA, 'utf8').replace(/("code": \{\s*"enum": )\[[^\]]*\]/, `$1${codes}`));
}
const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));

test('the schema has the fields, codes and popular ports that are read', () => {
  expect(Object.keys(schema.properties)).toEqual(CONFIG_FIELDS);
  expect(schema.properties.avoidPorts.default).toEqual(POPULAR_PORTS);
  expect(Object.keys(schema.properties.takenPorts.items.properties)).toEqual(TAKEN_PORT_FIELDS);
  expect(Object.keys(schema.properties.reservations.items.properties)).toEqual(RESERVATION_FIELDS);
  expect(Object.keys(schema.properties.accept.items.properties)).toEqual(ACCEPT_FIELDS);
  expect(schema.properties.accept.items.properties.code.enum).toEqual(acceptable);
});

test('every field is read', () => {
  const cwd = filesIn({
    'nodeports.yaml': `cluster: prod
portRange: 30000-32767
kubernetesVersion: '1.27'
staticSubrangeGate: true
strict: true
takenPorts:
  - { port: 30000, reason: the API server itself }
avoidPorts: [30080]
reservations:
  - { name: kafka, ports: '30040-30041', reason: brokers, services: [kafka/mirror] }
  - { name: redis, size: 3, reason: caches, owner: team data }
accept:
  - code: pinned-in-dynamic-band
    reason: clients move by March
    path: ./teams/edge/
exclude: [vendor]
customResources: [{ kind: Broker, path: 'spec.ports[].nodePort' }]
`,
  });
  expect(readConfig('nodeports.yaml', cwd)).toEqual({
    description: {
      cluster: 'prod',
      portRange: '30000-32767',
      kubernetesVersion: '1.27',
      staticSubrangeGate: true,
      avoidPorts: [30080],
    },
    isStrict: true,
    takenPorts: [{ port: 30000, reason: 'the API server itself', path: 'nodeports.yaml:7:5' }],
    reservations: [
      { key: 'kafka', owner: 'kafka', reason: 'brokers', ports: [30040, 30041], services: ['kafka/mirror'] },
      { key: 'redis', owner: 'team data', reason: 'caches', size: 3, services: [] },
    ],
    acceptances: [{ code: 'pinned-in-dynamic-band', reason: 'clients move by March', path: 'teams/edge' }],
    exclude: ['vendor'],
    portFields: [{ kind: 'Broker', path: 'spec.ports[].nodePort' }],
    path: 'nodeports.yaml:2:12',
  });
});

test.each([
  [
    'portRang: 30000-32767',
    'nodeports.yaml:1:1: "portRang" is not a field here. Did you mean portRange? Use cluster, portRange, ',
  ],
  [
    'portRange: 30000',
    "nodeports.yaml:1:12: a string is expected here, in quotes if it looks like a number. Write '30000-32767'",
  ],
  ['portRange: 40000-30000', 'nodeports.yaml:1:12: port range "40000-30000" cannot be used'],
  ["kubernetesVersion: 'latest'", 'nodeports.yaml:1:20: kubernetesVersion "latest" is not a Kubernetes release'],
  ['strict: maybe', 'nodeports.yaml:1:9: true or false is expected here. Write true or false\n'],
  ["strict: 'true'", 'nodeports.yaml:1:9: true or false is expected here. Write true without quotes\n'],
  ['takenPorts: 30000', 'nodeports.yaml:1:13: a list is expected here. Write each item after a dash\n'],
  ['takenPorts: [{ port: 30000 }]', 'nodeports.yaml:1:14: reason is missing. Write reason: the API server itself'],
  [
    'takenPorts: [{ port: 70000, reason: x }]',
    'nodeports.yaml:1:22: a port is expected here. Write a whole number from 1 to 65535\n',
  ],
  [
    "takenPorts: [{ port: '30000', reason: x }]",
    'nodeports.yaml:1:22: a port is expected here. Write 30000 without quotes\n',
  ],
  ['avoidPorts: 30080', 'nodeports.yaml:1:13: a list is expected here. Write each item after a dash\n'],
  ["avoidPorts: ['30080']", 'nodeports.yaml:1:14: a port is expected here. Write 30080 without quotes\n'],
  [
    "reservations: [{ name: kafka, ports: 'x', reason: y }]",
    'nodeports.yaml:1:16: reservation kafka: ports: "x" is not a list',
  ],
  ['reservations: [{ name: kafka, reason: x }]', 'nodeports.yaml:1:16: it needs either ports or size'],
  [
    'reservations: [{ name: kafka, size: 999, reason: x }]',
    'nodeports.yaml:1:37: a number of ports is expected here. Write a whole number from 1 to 128\n',
  ],
  [
    "reservations: [{ name: kafka, size: '3', reason: x }]",
    'nodeports.yaml:1:37: a number of ports is expected here. Write 3 without quotes\n',
  ],
  ['reservations: [{ name: kafka, size: 2 }]', 'nodeports.yaml:1:16: reason is missing'],
  [
    'reservations: [{ name: kafka, size: 2, reason: x, services: [mirror] }]',
    'nodeports.yaml:1:62: a text such as kafka/mirror is expected here',
  ],
  ['accept: [{ code: port-taken, reason: x }]', 'nodeports.yaml:1:10: port-taken cannot be accepted'],
  ['- 1', 'nodeports.yaml:1:1: a map is expected here'],
  ['strict: true\nstrict: true', 'nodeports.yaml:2:1: it is not YAML'],
])('%j is refused where it stands', async (text, message) => {
  const { code, stdout, stderr } = await cli(['check', '.'], { cwd: filesIn({ 'nodeports.yaml': text }) });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`cdk8s-nodeport: ${message}`);
});

describe('check', () => {
  const files = {
    'teams/edge/a.yaml': serviceYaml('a', 31000),
    'teams/b.yaml': serviceYaml('b', 31001),
    'c.yaml': serviceYaml('c', 30000),
  };
  const cwd = filesIn({
    ...files,
    'nodeports.yaml':
      'strict: true\ntakenPorts: [{ port: 30000, reason: the API server itself }]\naccept: [{ code: ' +
      'pinned-in-dynamic-band, reason: for now, path: teams/edge }]\n',
    'other.yaml': 'cluster: other\nkubernetesVersion: "1.27"\n',
  });

  test('uses nodeports.yaml if it exists', async () => {
    const { code, stdout } = await cli(['check', '.'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^c\.yaml:8:17: error: .* already claimed by nodeports\.yaml:2:14 \(takenPorts: the API server itself\)/m,
    );
    expect(stdout).toMatch(/^teams\/b\.yaml:8:17: error: .*\(pinned-in-dynamic-band\)$/m);
    expect(stdout).toMatch(/^teams\/edge\/a\.yaml:8:17: accepted, because for now: /m);
  });

  test('uses another file if it is named, or none if that is asked for', async () => {
    expect((await cli(['check', '.', '--config', 'other.yaml'], { cwd })).stdout).toMatch(
      /^other\.yaml:2:20: warning: the static band .* of cluster other is not protected/m,
    );
    expect((await cli(['check', '.', '--no-config'], { cwd })).stdout).toContain(
      '3 Services in 5 files: 0 errors, 2 warnings.',
    );
    expect((await cli(['check', '.', '--config', 'gone.yaml'], { cwd })).stderr).toContain(
      'gone.yaml: the description of the cluster cannot be read',
    );
    expect((await cli(['check', '.', '--config', 'other.yaml', '--no-config'], { cwd })).stderr).toContain(
      'contradict each other',
    );
  });

  test('prefers a flag to the file', async () => {
    expect(
      (
        await cli(['check', '.', '--config', 'other.yaml', '--kubernetes-version', '1.31', '--cluster', 'mine'], {
          cwd,
        })
      ).stdout,
    ).not.toContain('static-band-unprotected');
  });
});
