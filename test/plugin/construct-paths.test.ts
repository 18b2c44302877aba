import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, ApiObjectProps, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import * as fc from 'fast-check';
import { outdirOf } from '../../lib/io/cdk8s/emitted-files';
import { CONSTRUCTS_FILE } from '../../lib/io/cdk8s/service-constructs';
import { ConstructMetadata, constructPaths } from '../../lib/plugin/construct-paths';
import { readEmission } from '../../lib/plugin/emission';
import { plainService, tempApp } from '../support/apps';
import { cli } from '../support/cli';
import { runs } from '../support/runs';

/** A Service of an app: few names, so that most of them are shared. */
interface Wish {
  readonly chart: number;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** Whether a patch gives it another name than it was made with. */
  readonly isRenamed: boolean;
  /** The object before it that it depends on. */
  readonly after?: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  chart: fc.nat({ max: 2 }),
  kind: fc.constantFrom('Service', 'Service', 'List', 'Deployment'),
  name: fc.constantFrom('web', 'api'),
  namespace: fc.constantFrom(undefined, 'one', 'two'),
  isRenamed: fc.constantFrom(false, false, false, false, true),
  after: fc.option(fc.nat({ max: 8 }), { nil: undefined }),
});

const charts = fc.record({ order: fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }), isNested: fc.boolean() });
const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const OUTPUT_TYPES = [FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE];

/** An app in which every Service says by itself which construct it comes from. */
function appOf(
  wishes: readonly Wish[],
  { order, isNested }: { order: string[]; isNested: boolean },
  yamlOutputType: YamlOutputType,
): App {
  const app = tempApp({ yamlOutputType, recordConstructMetadata: true });
  new NodePortRegistry(app, 'NodePorts');
  const made: Chart[] = [];
  for (const id of order) made.push(new Chart(isNested && made.length === 1 ? made[0] : app, id));
  const objects: ApiObject[] = [];
  wishes.forEach(({ chart, kind, name, namespace, isRenamed, after }, index) => {
    const path = `${made[chart].node.path}/${index}`;
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, annotations: { path } } };
    const kinds: Record<string, ApiObjectProps> = {
      Service: service,
      Deployment: { ...service, apiVersion: 'apps/v1', kind },
      List: { apiVersion: 'v1', kind, metadata: { name }, items: [service] } as ApiObjectProps,
    };
    const object = new ApiObject(made[chart], String(index), kinds[kind]);
    if (isRenamed) object.addJsonPatch(JsonPatch.replace('/metadata/name', 'renamed'));
    if (after !== undefined && after < index && objects[after].node.scope === made[chart]) {
      object.addDependency(objects[after]);
    }
    objects.push(object);
  });
  return app;
}

function manifestsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file));
}

/** For each Service of what an app emitted: the construct that it says it comes from, and the one that was found. */
function pathsIn({ outdir }: App, metadata: ConstructMetadata = {}): [unknown, string | undefined][] {
  const manifests = manifestsIn(outdir).sort();
  const emission = readEmission(manifests, (manifest) => manifest);
  const pathOf = constructPaths(emission, outdirOf(manifests), metadata);
  return emission.services.map((service) => {
    const {
      metadata: { annotations },
    } = service.manifest as { metadata: { annotations?: { path: string } } };
    return [annotations?.path, pathOf(service)];
  });
}

test.each(OUTPUT_TYPES.map((type): [string, YamlOutputType] => [YamlOutputType[type], type]))(
  'every Service gets the path of its own construct, whatever shares its name, under %s',
  (_, type) => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), charts, (wishes, layout) => {
        const app = appOf(wishes, layout, type);
        app.synth();
        for (const [said, found] of pathsIn(app)) {
          count++;
          expect(found).toBe(said);
        }
      }),
      runs(20),
    );
    expect(count).toBeGreaterThan(20);
  },
);

test.each(OUTPUT_TYPES.map((type): [string, YamlOutputType] => [YamlOutputType[type], type]))(
  'without that record, a path is never that of another object under %s',
  (_, type) => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 4 }), charts, (wishes, layout) => {
        const app = appOf(wishes, layout, type);
        app.synth();
        rmSync(join(app.outdir, CONSTRUCTS_FILE));
        const { resources } = JSON.parse(readFileSync(join(app.outdir, 'construct-metadata.json'), 'utf8')) as {
          resources: ConstructMetadata;
        };
        for (const [said, found] of pathsIn(app, resources)) {
          count += Number(found !== undefined);
          expect([said, undefined]).toContain(found);
        }
      }),
      runs(20),
    );
    expect(count).toBeGreaterThan(0);
  },
);

test('nothing is written unless cdk8s records its constructs, nor by synthYaml', () => {
  const silent = tempApp();
  new NodePortRegistry(silent, 'NodePorts');
  silent.synth();
  expect(readdirSync(silent.outdir)).toEqual([]);
  const printed = appOf([], { order: ['a', 'b', 'c'], isNested: false }, YamlOutputType.FILE_PER_CHART);
  printed.synthYaml();
  expect(existsSync(printed.outdir)).toBe(false);
});

test('an app that cannot be written records nothing', () => {
  const app = tempApp({ recordConstructMetadata: true });
  new NodePortRegistry(app, 'NodePorts');
  const chart = new Chart(app, 'a');
  for (const id of ['x', 'y']) plainService(chart, id, { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] });
  expect(() => app.synth()).toThrow('port-taken');
  expect(readdirSync(app.outdir)).toEqual([]);
});

test('the record is the same after every synth, and is not checked as a manifest', async () => {
  const app = tempApp({ recordConstructMetadata: true });
  new NodePortRegistry(app, 'NodePorts');
  plainService(new Chart(app, 'a'), 'Service', { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] });
  app.synth();
  const text = readFileSync(join(app.outdir, CONSTRUCTS_FILE), 'utf8');
  app.synth();
  expect(readFileSync(join(app.outdir, CONSTRUCTS_FILE), 'utf8')).toBe(text);
  expect(text).toBe(
    '{\n  "version": "1.0.0",\n  "services": [\n    {"name":"Service","file":"a.k8s.yaml","path":"a/Service"}\n  ' +
      ']\n}\n',
  );
  const { code, stdout, stderr } = await cli(['check', app.outdir]);
  expect({ code, stderr, isFound: stdout.includes('1 Service') }).toEqual({ code: 0, stderr: '', isFound: true });
  expect(manifestsIn(app.outdir).map((file) => file.slice(app.outdir.length + 1))).toEqual(['a.k8s.yaml']);
});
