import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { GuardedCluster } from './guarded-cluster';
import { claimOf } from './objects';

/** The folders of both releases of Helm, as built by `build-servers.sh`. */
const { E2E_HELM_3 = '', E2E_HELM_4 = '' } = process.env;
const HELMS = [E2E_HELM_3, E2E_HELM_4].filter((folder) => folder !== '');

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: minio
  labels: { nodeport.cdk8s.io/from-claims: "true", revision: "{{ .Values.revision }}" }
spec:
  type: NodePort
  selector: { app: minio }
  ports:
    - { name: api, port: 9000{{ with .Values.nodePort }}, nodePort: {{ . }}{{ end }} }
`;

describe('Helm', { skip: HELMS.length === 0 }, () => {
  const chart = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-chart-'));
  let cluster: GuardedCluster;
  before(async () => {
    mkdirSync(join(chart, 'templates'));
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: minio\nversion: 1.0.0\n');
    writeFileSync(join(chart, 'values.yaml'), 'revision: "1"\n');
    writeFileSync(join(chart, 'templates', 'service.yaml'), SERVICE);
    cluster = await GuardedCluster.start();
    await cluster.install('--inject');
  });
  beforeEach(async () => {
    await cluster.reset();
    await cluster.claim(claimOf(30009, 'storage/minio', 'team', { port: 'api', reason: 'S3' }));
  });
  after(async () => {
    rmSync(chart, { recursive: true, force: true });
    await cluster.stop();
  });

  for (const folder of HELMS) {
    const name = basename(folder);
    const helm = (...args: string[]) => cluster.run(join(folder, 'helm'), args);
    const ok = (...args: string[]) => {
      const { isDone, stderr } = helm(...args);
      assert.ok(isDone, `${name} ${args.join(' ')}: ${stderr}`);
    };

    test(`${name} installs, upgrades and rolls back a chart without a number on the claimed port`, () => {
      ok('install', 'minio', chart, '-n', 'storage');
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
      ok('upgrade', 'minio', chart, '-n', 'storage', '--set', 'revision=2');
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
      ok('rollback', 'minio', '1', '-n', 'storage');
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
      ok('uninstall', 'minio', '-n', 'storage');
    });

    test(`${name} is told who claimed a port if it takes that of another`, () => {
      const { isDone, stderr } = helm('install', 'thief', chart, '-n', 'edge', '--set', 'nodePort=30009');
      assert.equal(isDone, false);
      assert.ok(stderr.includes('node port 30009 is claimed by team for Service storage/minio (S3).'), stderr);
      helm('uninstall', 'thief', '-n', 'edge');
    });
  }
});
