import { existsSync, readdirSync } from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import fc from 'fast-check';
import { clash, codesOf, pinned, plainService, refusalsOf, staticService, tempApp } from '../../support/apps';
import { runs } from '../../support/runs';
import { captureStderr } from '../../support/stderr';

const REFUSAL =
  'Validation failed with the following errors:\n' +
  '  [b/web] Service two/web, port "web": node port 30009 is already claimed by a/web (Service one/web, port "web"); ' +
  'a node port is unique across the cluster, whatever the namespace or protocol. Choose another: 30010 is the ' +
  'next free static port. (port-taken)';

describe('a clash is refused with the same message', () => {
  test.each<[string, (app: App, chart: Chart) => void]>([
    ['by app.synth()', (app) => app.synth()],
    ['by app.synthYaml()', (app) => app.synthYaml()],
    ['by chart.toJson()', (_, chart) => chart.toJson()],
    ['by Testing.synth(chart)', (_, chart) => Testing.synth(chart)],
  ])('%s', (_, emit) => {
    const { app, charts } = clash();
    for (const chart of charts) expect(() => emit(app, chart)).toThrow(new Error(REFUSAL));
  });

  test.each(Object.values(YamlOutputType).filter((type): type is YamlOutputType => typeof type === 'number'))(
    'and nothing is written with output type %d',
    (yamlOutputType) => {
      const app = tempApp({ yamlOutputType });
      for (const id of ['a', 'b']) staticService(new Chart(app, id, { namespace: id }), 'web', 30009);
      expect(() => app.synth()).toThrow(/\(port-taken\)$/);
      expect(existsSync(app.outdir) ? readdirSync(app.outdir) : []).toEqual([]);
    },
  );
});

describe('an app that changes between two synths', () => {
  test('is refused for a new clash, and not for one that was fixed', () => {
    const app = tempApp();
    const chart = new Chart(app, 'a');
    let nodePort = 30009;
    plainService(chart, 'lazy', pinned(Lazy.any({ produce: () => nodePort })));
    staticService(chart, 'web', 30010);
    expect(codesOf(app)).toEqual([]);
    nodePort = 30010;
    expect(codesOf(app)).toEqual(['port-taken']);
    expect(() => chart.toJson()).toThrow(/\(port-taken\)$/);
    nodePort = 30011;
    expect(codesOf(app)).toEqual([]);
    staticService(chart, 'late', 30011);
    expect(codesOf(app)).toEqual(['port-taken']);
  });

  test('emits the manifests that were judged, and the next synth renders again', () => {
    const app = tempApp();
    const chart = new Chart(app, 'a');
    let count = 30000;
    staticService(chart, 'web', 30050);
    plainService(chart, 'counter', pinned(Lazy.any({ produce: () => ++count })));
    expect(app.synthYaml()).toContain('nodePort: 30001');
    expect(app.synthYaml()).toContain('nodePort: 30002');
  });
});

describe('one synth', () => {
  test('renders each Service once, whatever the number of charts', () => {
    const app = tempApp();
    let renderings = 0;
    for (let index = 0; index < 5; index++) {
      const chart = new Chart(app, `chart-${index}`);
      staticService(chart, `web-${index}`, 30010 + index).metadata.addLabel(
        'seen',
        Lazy.any({ produce: () => `${++renderings}` }),
      );
    }
    app.synth();
    expect(renderings).toBe(5);
  });

  test('leaves nothing behind on the objects, even if it is refused', () => {
    for (const isClash of [false, true]) {
      const app = tempApp();
      const chart = new Chart(app, 'a');
      const objects = ['x', 'y'].map((id, index) => plainService(chart, id, pinned(isClash ? 30009 : 30009 + index)));
      new NodePortRegistry(app, 'NodePorts');
      try {
        app.synth();
      } catch {
        /* the refusal is another test's business */
      }
      for (const object of objects) {
        expect(Object.keys(Object.getOwnPropertyDescriptors(object))).not.toContain('toJson');
      }
    }
  });

  test('emits exactly what it emits without the library', () => {
    const build = (app: App) => {
      for (const id of ['a', 'b']) {
        const chart = new Chart(app, id, { namespace: id, labels: { team: id } });
        plainService(chart, 'web', pinned(id === 'a' ? 30009 : 30010));
        new ApiObject(chart, 'config', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          data: { key: Lazy.any({ produce: () => id }) },
        });
      }
      return app;
    };
    const watched = build(tempApp());
    new NodePortRegistry(watched, 'NodePorts');
    expect(watched.synthYaml()).toBe(build(tempApp()).synthYaml());
  });
});

describe('an app that changes during the synth', () => {
  class LateChart extends Chart {
    public toJson(): any[] {
      for (const object of this.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each))) {
        object.metadata.addLabel('team', 'x');
        object.addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30009));
      }
      return super.toJson();
    }
  }

  test('in its own class of charts emits the same as without the library, and is judged by that', () => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts');
    plainService(new LateChart(app, 'late'), 'web', pinned(30010));
    expect(app.synthYaml()).toMatch(/team: x[^]*nodePort: 30009/);
    staticService(new Chart(app, 'other', { namespace: 'other' }), 'minio', 30009);
    expect(codesOf(app)).toEqual(['port-taken']);
  });

  test('in a validation is judged as it is afterwards', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts');
    const chart = new Chart(app, 'late');
    const web = plainService(chart, 'web', pinned(30010));
    chart.node.addValidation({
      validate: () => {
        web.addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30011));
        return [];
      },
    });
    expect(app.synthYaml()).toContain('nodePort: 30011');
    expect(registry.claims().map(({ nodePort }) => nodePort)).toEqual([30011]);

    chart.node.addValidation({
      validate: () => {
        if (!chart.node.tryFindChild('more')) plainService(chart, 'more', pinned(30011));
        return [];
      },
    });
    expect(codesOf(app)).toEqual(['port-taken']);
  });
});

test('an object that cannot be rendered is reported together with other validations', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts');
  new kplus.Service(new Chart(app, 'a'), 'empty').node.addValidation({ validate: () => ['it has no ports yet'] });
  expect(refusalsOf(app)).toEqual([
    '[a/empty] it has no ports yet',
    expect.stringMatching(/^\[a\/empty\] it cannot be rendered, .*\(object-not-rendered\)$/),
  ]);
});

test('a static Service whose number a patch removes is refused', () => {
  const app = tempApp();
  ApiObject.of(staticService(new Chart(app, 'a'), 'web', 30009)).addJsonPatch(
    JsonPatch.remove('/spec/ports/0/nodePort'),
  );
  expect(refusalsOf(app)).toEqual([
    '[a/web] Service default/web, port "web": every node port of a static Service needs a number, but its manifest ' +
      'leaves this one unset. Choose another: 30002 is the next free static port. (static-port-missing)',
  ]);
});

test('a warning is printed once, however often the app is validated', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts', { kubernetesVersion: '1.26' });
  for (const id of ['a', 'b', 'c']) staticService(new Chart(app, id), `web-${id}`, 30000 + (id.charCodeAt(0) % 64));
  const said = captureStderr(() => {
    app.synth();
    app.synthYaml();
  });
  expect(said.match(/static-band-unprotected\)/g)).toHaveLength(1);
  expect(said).toMatch(/^Warning: \[NodePorts\] .*\n$/);
});

test('of many warnings of one kind, the first ten are printed in full, and the rest are counted', () => {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts');
  for (let index = 0; index < 25; index++) {
    plainService(new Chart(app, `c-${index}`), `web-${index}`, pinned(31000 + index));
  }
  const said = captureStderr(() => app.synthYaml())
    .trimEnd()
    .split('\n');
  expect(said).toHaveLength(11);
  expect(said[10]).toBe('Warning: 15 more of this kind are in registry.findings(). (pinned-in-dynamic-band)');
  expect(registry.findings()).toHaveLength(25);
});

test('other validations of the app are reported too', () => {
  const { app, charts } = clash();
  charts[0].node.addValidation({ validate: () => ['something else'] });
  expect(refusalsOf(app)).toEqual(['[a] something else', expect.stringMatching(/\(port-taken\)$/)]);
});

type Claimed = { chart: string; nodePort?: number; isStatic: boolean };

test('the order in which constructs are created never changes what is reported', () => {
  const claim = fc.record({
    chart: fc.constantFrom('a', 'b', 'c'),
    nodePort: fc.constantFrom(29999, 30009, 30010, 30011, 30500, 30501, undefined),
    isStatic: fc.boolean(),
  });
  const plan = fc.uniqueArray(claim, {
    selector: ({ chart, nodePort, isStatic }) => `${chart}${nodePort}${isStatic}`,
    maxLength: 12,
  });
  const shuffled = plan.chain((claims) =>
    fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
  );

  const report = (claims: Claimed[]) => {
    const app = tempApp();
    const charts = new Map<string, Chart>();
    const registry = new NodePortRegistry(app, 'NodePorts', { strict: true });
    for (const { chart: id, nodePort, isStatic } of claims) {
      const chart = charts.get(id) ?? new Chart(app, id, { namespace: id });
      charts.set(id, chart);
      const name = `web-${nodePort}-${isStatic}`;
      if (isStatic && nodePort !== undefined) staticService(chart, name, nodePort);
      else plainService(chart, name, pinned(nodePort));
    }
    return { findings: registry.findings(), refusals: refusalsOf(app).sort() };
  };

  fc.assert(
    fc.property(shuffled, ([before, after]) => {
      expect(report(after)).toEqual(report(before));
    }),
    { ...runs(15), verbose: true },
  );
});
