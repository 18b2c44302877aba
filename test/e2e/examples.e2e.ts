import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { withCluster } from './cluster';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

interface Target {
  readonly portRange?: string;
  /** The prefix of the files for this cluster. */
  readonly files?: string;
}

/** The clusters that an example is for, where they differ from Kubernetes' defaults. */
const TARGETS: Record<string, Target[]> = {
  'small-range': [{ portRange: '30000-30015' }],
  'two-clusters': [{ files: 'frankfurt' }, { files: 'dublin', portRange: '30000-32000' }],
};

function manifestsOf(example: string, { files = '' }: Target): any[] {
  const folder = join(EXAMPLES, example, 'expected');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file.startsWith(files))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS()));
}

describe('server-side apply accepts what an example emits, with the node ports that it names', () => {
  const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter(
    (each) => each.isDirectory() && !each.name.startsWith('.'),
  );
  const cases = examples.flatMap(({ name }) => (TARGETS[name] ?? [{}]).map((target) => ({ name, target })));
  for (const { name, target } of cases) {
    const manifests = manifestsOf(name, target);
    // An example with claims needs a cluster that knows claims, and has a suite of its own.
    if (manifests.length === 0 || name === 'claims') continue;
    test(`${name} ${target.files ?? ''}`, async (context) => {
      await withCluster({ portRange: target.portRange }, async ({ api }) => {
        for (const namespace of new Set(manifests.map(({ metadata }) => metadata.namespace).filter(Boolean))) {
          await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace as string } });
        }
        for (const manifest of manifests) {
          const object = { ...manifest, metadata: { namespace: 'default', ...manifest.metadata } };
          const { code, body } = await api.apply(object);
          assert.equal(code, 200, JSON.stringify(body));
          if (manifest.kind !== 'Service') continue;
          const stored = (await api.read(object)).body;
          assert.deepEqual(pinned(stored, manifest), pinned(manifest, manifest));
          context.diagnostic(
            `${object.metadata.namespace}/${object.metadata.name}: ${pinned(stored, manifest).join(' ')}`,
          );
        }
      });
    });
  }
});

/** The node ports of a Service for the entries that a manifest pins, its health check last. */
function pinned(from: any, manifest: any): (number | undefined)[] {
  const entries: { nodePort?: number }[] = manifest.spec.ports;
  const ports = entries.flatMap(({ nodePort }, index) => (nodePort ? [from.spec.ports[index].nodePort] : []));
  return manifest.spec.healthCheckNodePort ? [...ports, from.spec.healthCheckNodePort] : ports;
}
