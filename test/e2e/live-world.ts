import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from './library';
import { Drift, Origin, World } from './random-worlds';
import { Shop, fileName } from './shop';

/** Makes worlds live, each way as users do. */
export class LiveWorld {
  constructor(private readonly shop: Shop) {}

  /** Empties the cluster and makes a world; what is refused is not there. */
  public make({ live, drifts }: World): void {
    this.shop.must(
      'kubectl delete services --all -n shop; kubectl delete services --all -n edge; kubectl delete secrets -l ' +
        'owner=helm -n shop',
    );
    const of = (origin: Origin): Service[] =>
      live.filter((each) => each.origin === origin).map(({ service }) => service);
    this.shop.write(
      'live',
      live.map(({ service }) => service),
    );
    live.forEach(({ origin }, index) => {
      if (origin !== 'helm') this.shop.type(`kubectl ${VERBS[origin]} -f live/${fileName(index)}`);
    });
    const charted = of('helm').map((service) => ({ ...service, metadata: { ...service.metadata, namespace: 'shop' } }));
    if (charted.length > 0) this.install(charted);
    for (const drift of drifts) this.drift(drift);
  }

  /** Writes the chart of a release. */
  public chart(services: readonly Service[]): void {
    rmSync(join(this.shop.folder, 'chart'), { recursive: true, force: true });
    mkdirSync(join(this.shop.folder, 'chart', 'templates'), { recursive: true });
    this.shop.save('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 0.1.0\n');
    this.shop.write('chart/templates', services);
  }

  /** Installs those Services of a release that can be. */
  private install(services: readonly Service[]): void {
    for (let left = [...services]; left.length > 0; left = left.slice(1)) {
      this.chart(left);
      if (this.shop.type('helm install r ./chart -n shop').status === 0) return;
      this.shop.type('helm uninstall r -n shop');
    }
  }

  private drift({ by, service }: Drift): void {
    const { name, namespace } = service.metadata;
    this.shop.write('drift', [service]);
    const patch = JSON.stringify({ spec: service.spec });
    switch (by) {
      case 'apply':
      case 'server-side':
      case 'replace':
        this.shop.type(`kubectl ${VERBS[by]} -f drift/${fileName(0)}`);
        return;
      case 'patch':
        this.shop.type(`kubectl patch service -n ${namespace} -p '${patch}' -- ${name}`);
        return;
      case 'json-patch':
        this.shop.type(
          `kubectl patch service -n ${namespace} --type=json -p ` +
            `'[{"op":"add","path":"/spec/ports/-","value":${JSON.stringify((service.spec.ports as object[])[0])}}]' ` +
            `-- ${name}`,
        );
        return;
      case 'edit':
        this.shop.save('spec.json', JSON.stringify(service.spec));
        this.shop.save('edit.mjs', EDITOR);
        this.shop.type(`KUBE_EDITOR='node edit.mjs' kubectl edit service -n ${namespace} -o json -- ${name}`);
    }
  }
}

/** Gives the Service that kubectl hands over other ports and another type. */
const EDITOR = `import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2];
const service = JSON.parse(readFileSync(file, 'utf8').replace(/^#.*$/gm, ''));
const { ports, type = service.spec.type } = JSON.parse(readFileSync('spec.json', 'utf8'));
writeFileSync(file, JSON.stringify({ ...service, spec: { ...service.spec, type, ports } }));
`;

const VERBS: Readonly<Record<Origin | 'replace', string>> = {
  'apply': 'apply',
  'server-side': 'apply --server-side',
  'create': 'create',
  'helm': '',
  'replace': 'replace',
};
