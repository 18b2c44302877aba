// What `check` costs, compared with reading the bytes and with parsing all of them; each measured in its own process.
// Plain JavaScript on the compiled library, so that nothing but Node runs it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClusterProfile } from '../../build/core/cluster/cluster-profile.js';
import { Ledger } from '../../build/core/ledger/ledger.js';
import { judge } from '../../build/core/rules/judge.js';
import { claimsOf } from '../../build/core/service/service-claims.js';
import { findInputs } from '../../build/io/files/input-files.js';
import { readManifestFile } from '../../build/io/manifests/manifest-reader.js';

const SELF = fileURLToPath(import.meta.url);
const ROOT = join(SELF, '..', '..', '..');
const CLI = join(ROOT, 'bin', 'cdk8s-nodeport');
const BUNDLE = join(ROOT, 'bundle', 'cdk8s-nodeport.cjs');

const FILES = 35_000;
const DOCUMENTS = 50_000;
const STREAM_BYTES = 100_000_000;
/** Every fiftieth manifest is a Service: 2 %. */
const SERVICE_EVERY = 50;
const STARTS = 9;

function service(id) {
  return `apiVersion: v1
kind: Service
metadata:
  name: service-${id}
  namespace: team-${id % 20}
spec:
  type: NodePort
  selector:
    app: service-${id}
  ports:
    - name: http
      port: 80
      targetPort: 8080
      nodePort: ${30000 + (id % 2767)}
`;
}

/** The objects that most of a cluster consists of, with some text that resembles a Service. */
function other(id) {
  const env = Array.from(
    { length: 20 },
    (_, index) => `            - name: SETTING_${index}\n              value: "value ${index} of ${id}"\n`,
  ).join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: deployment-${id}
  namespace: team-${id % 20}
  annotations:
    description: The workload behind Service service-${id}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: service-${id}
  template:
    metadata:
      labels:
        app: service-${id}
    spec:
      serviceAccountName: account-${id}
      containers:
        - name: main
          image: registry.example/app-${id % 100}:1.${id}
          command: ["sh", "-c", "exec app --id ${id}"]
          env:
${env}          resources:
            limits:
              memory: 256Mi
              cpu: 500m
`;
}

const manifest = (id) => (id % SERVICE_EVERY === 0 ? service(id) : other(id));

function writeFiles(folder) {
  for (let file = 0; file < FILES; file++) {
    const parent = join(folder, `team-${file % 100}`);
    if (file < 100) mkdirSync(parent, { recursive: true });
    const ids = file < DOCUMENTS - FILES ? [file, FILES + file] : [file];
    writeFileSync(join(parent, `${file}.yaml`), ids.map(manifest).join('---\n'));
  }
}

async function writeStream(path) {
  const stream = createWriteStream(path);
  for (let id = 0, size = 0; size < STREAM_BYTES; id++) {
    const text = `---\n${manifest(id)}`;
    size += text.length;
    if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  await new Promise((resolve) => stream.end(resolve));
}

/** Reads every byte and searches for one word: the minimum that any check must do. */
function readOnly(path) {
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  let found = 0;
  for (const { path: file } of findInputs([path], '/').files) {
    const handle = openSync(file, 'r');
    for (let size = readSync(handle, buffer); size > 0; size = readSync(handle, buffer))
      if (buffer.subarray(0, size).includes('Service')) found++;
    closeSync(handle);
  }
  return `${found}`;
}

function checkAll(path, scansFirst) {
  const services = [];
  const reading = {
    scansFirst,
    onService: ({ manifest: each, ...place }) =>
      services.push(claimsOf(each, { cluster: 'default', demandsStatic: false, ...place })),
    onProblem: (problem) => {
      throw new Error(JSON.stringify(problem));
    },
  };
  for (const file of findInputs([path], '/').files) readManifestFile(file, reading);
  return JSON.stringify(judge(new Ledger(new ClusterProfile(), services), ''));
}

const VARIANTS = {
  'read and look for a word': readOnly,
  'check': (path) => checkAll(path, true),
  'parse everything': (path) => checkAll(path, false),
};

/** Runs one variant in a process of its own. */
function measure(variant, path) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SELF, variant, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function start(args) {
  return median(
    Array.from({ length: STARTS }, () => {
      const began = performance.now();
      spawnSync(process.execPath, args);
      return performance.now() - began;
    }),
  );
}

async function report() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-check-'));
  const inputs = {
    '50,000 manifests in 35,000 files': join(folder, 'files'),
    'a stream of 100 MB': join(folder, 'stream.yaml'),
  };
  writeFiles(join(folder, 'files'));
  await writeStream(join(folder, 'stream.yaml'));
  const rows = [];
  for (const [input, path] of Object.entries(inputs)) {
    const measured = Object.keys(VARIANTS).map((variant) => ({ variant, ...measure(variant, path) }));
    const everything = measured[measured.length - 1];
    for (const { variant, ms, megabytes, hash } of measured) {
      const agrees = variant === 'check' ? hash === everything.hash : undefined;
      rows.push({
        input,
        'what': variant,
        'ms': Math.round(ms),
        'peak MB': Math.round(megabytes),
        'times faster': (everything.ms / ms).toFixed(1),
        'same findings': agrees,
      });
    }
  }
  console.table(rows);

  const one = join(folder, 'one.yaml');
  writeFileSync(one, service(1));
  const empty = start(['-e', '0']);
  const calls = [
    ['bands', ['bands']],
    ['check of one file', ['check', one]],
  ];
  const starts = calls.flatMap(([what, args]) => [
    [what, [CLI, ...args]],
    [`${what}, bundled`, [BUNDLE, ...args]],
  ]);
  console.table(
    [['node -e 0', ['-e', '0']], ...starts].map(([what, args]) => {
      const ms = what === 'node -e 0' ? empty : start(args);
      return { 'start-up': what, 'ms': ms.toFixed(0), 'beyond node, ms': (ms - empty).toFixed(0) };
    }),
  );
  rmSync(folder, { recursive: true });
}

const [variant, path] = process.argv.slice(2);
if (variant === undefined) {
  await report();
} else {
  const began = performance.now();
  const result = VARIANTS[variant](path);
  const ms = performance.now() - began;
  console.log(
    JSON.stringify({
      ms,
      megabytes: process.resourceUsage().maxRSS / 1024,
      hash: createHash('sha256').update(result).digest('hex'),
    }),
  );
}
