import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { staticService, tempApp } from '../../support/apps';

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
