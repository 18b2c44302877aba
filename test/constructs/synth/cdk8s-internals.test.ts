import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { interceptCalls, patchedPathsOf, recordsConstructs } from '../../../lib/constructs/synth/cdk8s-internals';
import { tempApp } from '../../support/apps';

/** What to say where a release of cdk8s is no longer as this library knows it. */
function expectOf(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(`cdk8s changed: ${what}. Adapt lib/constructs/synth/cdk8s-internals.ts to this release.`);
}

test('cdk8s emits an app by the methods synth and synthYaml of its class', () => {
  for (const method of ['synth', 'synthYaml']) {
    expectOf(
      `App.prototype.${method} is gone`,
      typeof (App.prototype as unknown as Record<string, unknown>)[method] === 'function',
    );
  }
});

describe('a method that is intercepted', () => {
  const intercepted = (app: App) => {
    const calls: string[] = [];
    interceptCalls(app, ['synth', 'synthYaml', 'none'], (method, call) => {
      calls.push(method);
      return call();
    });
    return calls;
  };

  test('is called by JavaScript, and by the jsii kernel, which looks it up in constructor.prototype', () => {
    const app = tempApp();
    const calls = intercepted(app);
    app.synthYaml();
    const prototype = app.constructor.prototype as App;
    prototype.synth.call(app);
    expect(calls).toEqual(['synthYaml', 'synth']);
  });

  test('affects only this app, whose class stays the same', () => {
    class Own extends App {
      public synthYaml(): string {
        return `own ${super.synthYaml()}`;
      }
    }
    const app = new Own();
    const calls = intercepted(app);
    expect(app.synthYaml()).toMatch(/^own /);
    expect([app instanceof Own, app.constructor.name, Object.keys(app).includes('synth')]).toEqual([
      true,
      'Own',
      false,
    ]);
    new App().synthYaml();
    expect(calls).toEqual(['synthYaml']);
  });
});

test('cdk8s keeps the JSON patches of an object in patches, each with its path in _toJson', () => {
  const object = new ApiObject(new Chart(tempApp(), 'chart'), 'object', { apiVersion: 'v1', kind: 'Pod' });
  expect(patchedPathsOf(object)).toEqual([]);
  object.addJsonPatch(JsonPatch.add('/kind', 'Service'), JsonPatch.remove('/spec'));
  expectOf('the patches of an ApiObject cannot be read', patchedPathsOf(object).join() === '/kind,/spec');
});

test('cdk8s keeps whether it records constructs in recordConstructMetadata', () => {
  expect(recordsConstructs(tempApp())).toBe(false);
  expectOf(
    'whether an App records constructs cannot be read',
    recordsConstructs(tempApp({ recordConstructMetadata: true })),
  );
});
