import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import { refusalsOf, tempApp } from '../../support/apps';

/** A Service on a number that another one has. */
function clashingService(app: App, nodePort: unknown = 30009, Type: typeof ApiObject = ApiObject): ApiObject {
  new NodePortRegistry(app, 'NodePorts');
  const chart = new Chart(app, 'c');
  const service = (name: string, number: unknown, Kind: typeof ApiObject) =>
    new Kind(chart, name, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'x' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: number }] },
    });
  service('a', 30009, ApiObject);
  return service('b', nodePort, Type);
}

/** A Service whose class lets nobody assign its renderer. */
class Unassignable extends ApiObject {}
Object.defineProperty(Unassignable.prototype, 'toJson', { get: () => ApiObject.prototype.toJson });

test.each<[string, (app: App) => void]>([
  ['is frozen', (app) => void Object.freeze(clashingService(app))],
  ['is sealed', (app) => void Object.seal(clashingService(app))],
  ['cannot be extended', (app) => void Object.preventExtensions(clashingService(app))],
  ['has a renderer that cannot be assigned', (app) => void clashingService(app, 30009, Unassignable)],
])('a Service that %s is judged like any other', (_, build) => {
  const app = tempApp();
  build(app);
  expect(refusalsOf(app)).toEqual([
    expect.stringMatching(/^\[c\/b\] .*30009 is already claimed by c\/a.*\(port-taken\)$/),
  ]);
});

test('a Service that fails to render once is refused, even if it would render later', () => {
  const app = tempApp();
  let isLoaded = false;
  const nodePort: unknown = Lazy.any({
    produce: () => {
      if (isLoaded) return 30009;
      isLoaded = true;
      throw new Error('not loaded');
    },
  });
  clashingService(app, nodePort);
  expect(refusalsOf(app)).toEqual([
    expect.stringMatching(/^\[c\/b\] it cannot be rendered, .*not loaded.*\(object-not-rendered\)$/),
  ]);
});
