import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from './library';
import { Drift, Origin, World, serviceOf } from './random-worlds';
import { Shop, fileName } from './shop';
import { LAST_APPLIED } from '../../lib/core/live/field-managers';

/** Creates worlds on a cluster, in every way that users do. */
export class LiveWorld {
  constructor(private readonly shop: Shop) {}

  /** Empties the cluster and creates a world, without what is refused. */
  public async make({ live, drifts }: World): Promise<void> {
    for (const namespace of ['shop', 'edge']) await this.shop.kubectl('delete', 'services', '--all', '-n', namespace);
    await this.shop.kubectl('delete', 'secrets', '-l', 'owner=helm', '-n', 'shop');
    await this.freeLeaks();
    const of = (origin: Origin): Service[] =>
      live.filter((each) => each.origin === origin).map(({ service }) => service);
    this.shop.write(
      'live',
      live.map(({ service }) => service),
    );
    for (const [index, { origin }] of live.entries()) {
      if (origin !== 'helm') await this.shop.kubectl(...VERBS[origin], '-f', `live/${fileName(index)}`);
    }
    const charted = of('helm').map(chartable);
    if (charted.length > 0) this.install(charted);
    for (const drift of drifts) await this.drift(drift);
  }

  /**
   * Frees static numbers that the API server still counts as taken although no Service is left: that happened once in
   * some thousand worlds. Deleting an ExternalName frees the numbers that it carries, whoever had them.
   */
  private async freeLeaks(): Promise<void> {
    const ports = STATIC.map((nodePort) => ({ name: `p${nodePort}`, port: nodePort, nodePort }));
    this.shop.write('leaks', [serviceOf('leaks', 'shop', ports, { type: 'ExternalName', externalName: 'a.example' })]);
    for (const verb of ['create', 'delete']) await this.shop.kubectl(verb, '-f', `leaks/${fileName(0)}`);
  }

  /** Writes the chart of a release. */
  public chart(services: readonly Service[]): void {
    rmSync(join(this.shop.folder, 'chart'), { recursive: true, force: true });
    mkdirSync(join(this.shop.folder, 'chart', 'templates'), { recursive: true });
    this.shop.save('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 0.1.0\n');
    this.shop.write('chart/templates', services);
  }

  /** Installs as many Services of a release as possible. */
  private install(services: readonly Service[]): void {
    for (let left = [...services]; left.length > 0; left = left.slice(1)) {
      this.chart(left);
      if (this.shop.type('helm install r ./chart -n shop').status === 0) return;
      this.shop.type('helm uninstall r -n shop');
    }
  }

  private async drift({ by, service }: Drift): Promise<void> {
    const { name, namespace } = service.metadata;
    const patchOf = (...patch: string[]) =>
      this.shop.kubectl('patch', 'service', '-n', namespace, ...patch, '--', name);
    const [port] = service.spec.ports as object[];
    this.shop.write('drift', [service]);
    switch (by) {
      case 'apply':
      case 'server-side':
      case 'replace':
        await this.shop.kubectl(...VERBS[by], '-f', `drift/${fileName(0)}`);
        return;
      case 'patch':
        await patchOf('-p', JSON.stringify({ spec: service.spec }));
        return;
      case 'json-patch':
        await patchOf('--type=json', '-p', JSON.stringify([{ op: 'add', path: '/spec/ports/-', value: port }]));
        return;
      case 'unannotate':
        await this.shop.kubectl('annotate', 'service', '-n', namespace, '--', name, `${LAST_APPLIED}-`);
        return;
      case 'edit':
        this.shop.save('spec.json', JSON.stringify(service.spec));
        this.shop.save('edit.mjs', EDITOR);
        await this.shop.kubectl('edit', 'service', '-n', namespace, '-o', 'json', '--', name);
    }
  }
}

/** The static band of these worlds. */
const STATIC = Array.from({ length: 16 }, (_, index) => 30000 + index);

/** Changes the ports and the type of the Service that kubectl passes to its editor. */
const EDITOR = `import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2];
const service = JSON.parse(readFileSync(file, 'utf8').replace(/^#.*$/gm, ''));
const { ports, type = service.spec.type } = JSON.parse(readFileSync('spec.json', 'utf8'));
writeFileSync(file, JSON.stringify({ ...service, spec: { ...service.spec, type, ports } }));
`;

/**
 * A Service for the chart of a release, without the numbers of an ExternalName: if it is deleted because the release
 * cannot be installed, the API server frees these numbers although others hold them, and nothing shows that.
 */
function chartable({ metadata, spec, ...rest }: Service): Service {
  const ports = (spec.ports as { nodePort?: number }[]).map(({ nodePort, ...port }) => port);
  const isIdle = spec.type === 'ExternalName';
  return {
    ...rest,
    metadata: { ...metadata, namespace: 'shop' },
    spec: { ...spec, ...(isIdle ? { ports } : {}) },
  };
}

const VERBS: Readonly<Record<Origin | 'replace', readonly string[]>> = {
  'apply': ['apply'],
  'server-side': ['apply', '--server-side'],
  'create': ['create'],
  'helm': [],
  'replace': ['replace'],
};
