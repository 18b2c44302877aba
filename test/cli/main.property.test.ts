import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { FoundService } from '../../lib/io/manifests/found-service';
import { readManifestStream } from '../../lib/io/manifests/manifest-reader';
import { FORMATS } from '../../lib/report/formats';
import { Ran, cli, filesIn } from '../support/cli';
import { runs } from '../support/runs';

/** Odd values wherever a Service has one. */
const odd = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 29_990, max: 30_020 }) },
  fc.constantFrom(
    null,
    true,
    '',
    '30001',
    30001.5,
    1e9,
    1e21,
    -1,
    0,
    Infinity,
    NaN,
    'Service',
    'NodePort',
    'None',
    'TCP',
    '\u001b[31m',
    '\u0000',
    '__proto__',
    '{{ .Values.x }}',
    'x'.repeat(400),
  ),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const port = fc.record(
  {
    name: fc.oneof(fc.constantFrom('a', 'b'), odd),
    port: fc.oneof(fc.integer({ min: 1, max: 90 }), odd),
    protocol: fc.oneof(fc.constantFrom('TCP', 'UDP'), odd),
    nodePort: odd,
  },
  { requiredKeys: [] },
);

const service = fc.record(
  {
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Service'),
    metadata: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record(
          {
            name: fc.oneof(fc.constantFrom('a', 'b', 'c'), odd),
            namespace: odd,
            annotations: fc.dictionary(
              fc.constantFrom('nodeport.cdk8s.io/accept-port-taken', 'nodeport.cdk8s.io/accept-service-repeated', 'x'),
              odd,
            ),
          },
          { requiredKeys: [] },
        ),
      },
      odd,
    ),
    spec: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record(
          {
            type: fc.oneof(
              { weight: 5, arbitrary: fc.constantFrom('NodePort', 'LoadBalancer', 'ClusterIP', 'ExternalName') },
              odd,
            ),
            ports: fc.oneof(
              { weight: 9, arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: port }, odd), { maxLength: 4 }) },
              odd,
            ),
            clusterIP: odd,
            externalTrafficPolicy: fc.constantFrom('Local', 'Cluster'),
            healthCheckNodePort: odd,
            allocateLoadBalancerNodePorts: fc.oneof(fc.boolean(), odd),
          },
          { requiredKeys: [] },
        ),
      },
      odd,
    ),
  },
  { requiredKeys: ['apiVersion', 'kind'] },
);

const value = fc.oneof(
  { weight: 3, arbitrary: service },
  fc.array(fc.oneof(service, odd), { maxLength: 3 }).map((items) => ({ apiVersion: 'v1', kind: 'List', items })),
);

const written = fc.tuple(value, fc.constantFrom('yaml', 'flow', 'json', 'lines')).map(([data, style]) => {
  if (style === 'json') return JSON.stringify(data);
  if (style === 'lines') return JSON.stringify(data, undefined, 2);
  return stringify(data, { collectionStyle: style === 'flow' ? 'flow' : 'any' });
});

/** A Service as people write it, with all that YAML has to offer. */
const BY_HAND = `# Who needs this: {{ team }}
kind: Service
apiVersion: v1
metadata:
  name: web # not "web-1"
  annotations:
    motd: |-
      {{ define "x" }}

      down: "{{ $labels.instance }}"
    note: >
      folded
      text
spec:
  type: 'NodePort'
  ports:
  - &first
    name: http
    port: 80
    nodePort: 30002
  - {<<: *first, name: "https", port: 443, nodePort: 0x7533}
  - name: metrics
    port: 9090
  externalTrafficPolicy: Local
`;

/** A text with some of it gone, doubled, or replaced by what means something to YAML. */
const piece = fc.constantFrom(
  '',
  '\n',
  '\t',
  '---\n',
  '...\n',
  '*a',
  '&a ',
  '"',
  "'",
  '[',
  '}',
  '\r',
  '\ufeff',
  '\u0000',
  '%YAML 1.1\n',
  '<<: ',
  '? ',
  ': ',
  '#',
  '|',
  '>-\n',
  '!!binary ',
  '!!timestamp ',
  '!!set ',
  '!!omap ',
  '{{',
  '{% if x %}',
  '<%',
  'items:\n',
  'kind: List\n',
  'uid: x\n',
  '\u001b[2J',
  '\u2028',
  '##[',
  '$&',
);
const cuts = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), piece), { maxLength: 4 });
const mangled = fc.tuple(fc.oneof(written, fc.constant(BY_HAND)), cuts).map(([text, all]) =>
  all.reduce((rest, [where, length, replacement]) => {
    const at = where % (rest.length + 1);
    return rest.slice(0, at) + replacement + rest.slice(at + length);
  }, text),
);
const documents = fc.array(fc.oneof(written, mangled), { minLength: 1, maxLength: 4 });

/** What must hold of every run, whatever was read. */
function requireSound({ code, stdout, stderr }: Ran): void {
  expect([0, 1, 2, 3]).toContain(code);
  expect(stdout + stderr).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\bat .*\.[jt]s:\d+|TypeError|undefined|is not a function/,
  );
  for (const line of stderr.split('\n').filter((each) => each !== '')) {
    expect(line).toMatch(/^cdk8s-nodeport: (warning: )?(stdin|-)(:\d+:\d+)?: /);
  }
}

test('no input crashes a run, and every finding has a place that is in the input', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (texts) => {
      const stdin = texts.join('\n---\n');
      const ran = await cli(['check', '-', '--format', 'json', '--no-config'], { stdin });
      requireSound({ ...ran, stdout: '' });
      const lines = stdin.split('\n');
      for (const { file, line, column, other } of JSON.parse(ran.stdout).findings) {
        expect(file).toBe('stdin');
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual(lines[line - 1].length + 1);
        if (other !== undefined) expect(other.line).toBeGreaterThanOrEqual(1);
      }
    }),
    runs(50),
  );
});

test('no format prints control characters from the input', async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.constantFrom(...FORMATS), async (texts, format) => {
      const { stdout } = await cli(['check', '-', '--format', format, '--no-config'], { stdin: texts.join('\n---\n') });
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }),
    runs(50),
  );
});

test('bytes of any kind are either read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      requireSound(await cli(['check', '-', '--no-config'], { stdin: bytes }));
    }),
    runs(100),
  );
});

test('a stream gives the same report in whatever pieces it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(
      documents,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      async (texts, sizes) => {
        const bytes = Buffer.from(texts.join('\n---\n'));
        const pieces: Buffer[] = [];
        for (let at = 0, index = 0; at < bytes.length; index++) {
          const size = sizes[index % sizes.length];
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        const whole = await cli(['check', '-', '--no-config'], { stdin: bytes });
        // A byte of zero is met sooner or later, with more or less read before it.
        if (!bytes.includes(0)) expect(await cli(['check', '-', '--no-config'], { stdin: pieces })).toEqual(whole);
      },
    ),
    runs(50),
  );
});

test('a file gives the same report as a stream', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (text) => {
      const fromStream: string[] = [];
      const toText = ({ path, placeOf }: FoundService) => [path, placeOf(0), placeOf(-1)].join(' ');
      await readManifestStream(
        'a.yaml',
        (async function* () {
          yield Buffer.from(text);
        })(),
        { onService: (each) => fromStream.push(toText(each)), onProblem: () => undefined },
      );
      const { stdout } = await cli(['check', 'a.yaml', '-f', 'json'], { cwd: filesIn({ 'a.yaml': text }) });
      expect(JSON.parse(stdout).services).toBe(fromStream.length);
    }),
    runs(20),
  );
});
