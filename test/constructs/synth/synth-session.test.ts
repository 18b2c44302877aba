import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { pinned, plainService, staticService, tempApp } from '../../support/apps';

/** The size of all manifests of an app, which asks for them while they are rendered. */
function sizeOf(app: App): unknown {
  let isAsking = false;
  return Lazy.any({
    produce: () => {
      if (isAsking) return 'unknown';
      isAsking = true;
      const { length } = app.synthYaml();
      isAsking = false;
      return `${length}`;
    },
  });
}

test('an app that asks for its own manifests while it is synthesized renders each Service once', () => {
  const app = tempApp();
  new ApiObject(new Chart(app, 'size'), 'size', { apiVersion: 'v1', kind: 'ConfigMap', data: { size: sizeOf(app) } });
  let renderings = 0;
  staticService(new Chart(app, 'shop'), 'web', 30010).metadata.addLabel(
    'seen',
    Lazy.any({ produce: () => `${++renderings}` }),
  );
  app.synth();
  expect(renderings).toBe(1);
});

test('an object that renders itself in its own way does so in the next synth too', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts');
  const service = plainService(new Chart(app, 'shop'), 'web', pinned(30010));
  const render = jest.fn(service.toJson.bind(service));
  service.toJson = render;
  app.synth();
  render.mockClear();
  app.synth();
  expect(service.toJson).toBe(render);
  expect(render).toHaveBeenCalled();
});
