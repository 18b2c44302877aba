import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainService, PortBook, PortBookOptions, Severity, isOpen } from '../../lib/ports';
import { enterNewFolder } from '../support/apps';

const TOOL = {
  from: 'pulumi' as const,
  howToFill: 'Run tool fill',
  howToRecord: 'Run tool record',
  howToAccept: (code: string) => `accept ${code}`,
};

const open = (name: string, nodePort?: number): PlainService => ({
  path: name,
  manifest: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'team', labels: { 'nodeport.cdk8s.io/assign': 'static' } },
    spec: { type: 'NodePort', ports: [{ name: 'web', port: 80, nodePort }] },
  },
});

let lockFile: string;
const book = (options: PortBookOptions = {}): PortBook => new PortBook({ lockFile, frozen: false, ...options }, TOOL);
const text = (): string => readFileSync(lockFile, 'utf8');
const numberOf = (ports: PortBook, name: string): number => ports.assign(open(name))[0].nodePort;

beforeEach(() => (lockFile = join(enterNewFolder(), 'nodeports.lock.yaml')));

test('two books of one lock see the numbers of each other at once', () => {
  const [one, other] = [book(), book()];
  const names = Array.from({ length: 12 }, (_, index) => `web-${index}`);
  const numbers = names.map((name, index) => numberOf(index % 2 ? one : other, name));
  expect(new Set(numbers).size).toBe(names.length);
  expect(names.map((name) => numberOf(book(), name))).toEqual(numbers);
});

test('a number does not depend on the order of the Services, unless two have the same first choice', () => {
  const number = numberOf(book(), 'grafana');
  lockFile = join(enterNewFolder(), 'nodeports.lock.yaml');
  const later = book();
  numberOf(later, 'minio');
  expect(numberOf(later, 'grafana')).toBe(number);
});

test('the lock of another app counts: its ports are taken, and its Services keep theirs', () => {
  const number = numberOf(book(), 'grafana');
  const otherLocks = [lockFile];
  lockFile = join(enterNewFolder(), 'own.lock.yaml');
  const own = book({ otherLocks });
  expect(numberOf(own, 'grafana')).toBe(number);
  const [clash] = own.settle([open('other', number)], { isComplete: true });
  expect(clash).toMatchObject({ path: 'other', nodePort: number, severity: Severity.ERROR });
});

test('the port of a Service that left the program is retired with prune: true, and otherwise stays', () => {
  numberOf(book(), 'grafana');
  book().settle([], { isComplete: true });
  expect(text()).toContain('state: assigned');
  book({ prune: true }).settle([], { isComplete: true });
  expect(text()).toContain('state: retired');
});

test('a number that contradicts a line of manifests is refused, and the line stays', () => {
  const before = `version: 1
clusters:
  default:
    range: 30000-32767
    ports:
      30009: { service: team/grafana, port: web, state: assigned, from: manifests }
`;
  writeFileSync(lockFile, before);
  const [dispute] = book().settle([open('grafana', 30010)], { isComplete: true });
  expect(dispute).toMatchObject({ code: 'port-disputed', severity: Severity.ERROR, nodePort: 30010 });
  expect(() => book().place(open('grafana', 30010))).toThrow(/\(port-disputed\)$/);
  expect(text()).toBe(before);
});

test('a port taken outside the program is not chosen, and refused where it is written', () => {
  const number = numberOf(book(), 'grafana');
  lockFile = join(enterNewFolder(), 'nodeports.lock.yaml');
  const ports = book({ takenPorts: [{ port: number, reason: 'the API server' }] });
  expect(numberOf(ports, 'grafana')).not.toBe(number);
  expect(ports.settle([open('pinned', number)], { isComplete: true })[0].message).toContain('the API server');
});

test('a port may be taken outside the program for two reasons', () => {
  const takenPorts = ['the API server', 'a proxy'].map((reason) => ({ port: 30010, reason }));
  const findings = book({ takenPorts }).settle([open('pinned', 30010)], { isComplete: true });
  expect(findings).toHaveLength(1);
  expect(findings[0].message).toContain('(takenPorts: the API server; a proxy)');
});

test('a port that is missing from a frozen lock is an error that says what to type', () => {
  const frozen = book({ frozen: true });
  frozen.assign(open('grafana'));
  const number = frozen.numbersOf('grafana').get('web');
  const findings = frozen.settle([open('grafana', number)], { isComplete: true });
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/Run tool record\. \(lock-outdated\)$/),
  ]);
  expect(existsSync(lockFile)).toBe(false);
});

test('a frozen book with many changes lists the first of them', () => {
  const names = Array.from({ length: 20 }, (_, index) => `web-${index}`);
  const services = names.map((name, index) => open(name, 30010 + index));
  const [outdated] = book({ frozen: true }).settle(services, { isComplete: true });
  expect(outdated.message).toContain(`${lockFile} does not exist, and it is frozen, so nothing was written: + 30010`);
  expect(outdated.message).toMatch(
    /; \+ 30021 team\/web-11 web pinned and 8 more\. Run tool record\. \(lock-outdated\)$/,
  );
});

test('the lock of another app that lacks the cluster, or is missing, is refused with the message of an app', () => {
  numberOf(book({ cluster: 'prod' }), 'grafana');
  expect(() => book({ cluster: 'edge', otherLocks: [lockFile] })).toThrow(
    `${lockFile}: it has no cluster edge, only prod. Leave it out of otherLocks, or set cluster: 'prod'. ` +
      `(lock-invalid)`,
  );
  writeFileSync(lockFile, 'version: 1\nclusters: {}\n');
  expect(() => book({ otherLocks: [lockFile] })).toThrow(
    `${lockFile}: it records no cluster. Restore it from version control: git checkout -- ${lockFile}. (lock-invalid)`,
  );
  expect(() => book({ otherLocks: ['none.lock.yaml'] })).toThrow(
    /none\.lock\.yaml: the lock file does not exist\. Check the path from .*\(lock-invalid\)$/,
  );
});

test('errors do not change the lock', () => {
  const ports = book();
  ports.settle([open('a', 30009)], { isComplete: true });
  const before = text();
  expect(ports.settle([open('a', 30009), open('b', 30009)], { isComplete: true }).filter(isOpen)).toHaveLength(1);
  expect(text()).toBe(before);
});

test('a Service that moved retires its old port, and one that is only partly known keeps it', () => {
  book().settle([open('a', 30009)], { isComplete: true });
  const partial = { ...open('a'), manifest: { ...(open('a').manifest as object), spec: { type: 'NodePort' } } };
  book().settle([{ ...partial, isPartial: true }], { isComplete: false });
  expect(text()).toContain('30009: { service: team/a, port: web, state: pinned, from: pulumi }');
  book().settle([open('a', 30010)], { isComplete: true });
  expect(text()).toMatch(/30009: \{ service: team\/a, port: web, state: retired, since: \d/);
});

test.each<[string, PortBookOptions, RegExp]>([
  ['portRange', { portRange: '1-x' }, /\(port-range-invalid\)$/],
  [
    'takenPorts',
    { takenPorts: [{ port: NaN, reason: 'web' }] },
    /^takenPorts: NaN is not a node port.*\(not-a-port\)$/,
  ],
  ['takenPorts', { takenPorts: [{ port: 80, reason: 'web' }] }, /^takenPorts: .*\(outside-range\)$/],
  ['takenPorts', { takenPorts: [{ port: 30000, reason: ' ' }] }, /^takenPorts: .*\(reason-missing\)$/],
  ['accept', { accept: { 'port-taken': 'why' } }, /^accept: .*\(acceptance-invalid\)$/],
  ['otherLocks', { otherLocks: ['none.lock.yaml'] }, /^none\.lock\.yaml: .*\(lock-invalid\)$/],
])('%s that cannot be used is refused at once', (_, options, message) => {
  expect(() => book(options)).toThrow(message);
});

test('a lock that cannot be read is refused at once, with the place', () => {
  writeFileSync(lockFile, 'version: 7\nclusters: {}\n');
  expect(() => book()).toThrow(/nodeports\.lock\.yaml:1:10: .*\(lock-invalid\)$/);
});
