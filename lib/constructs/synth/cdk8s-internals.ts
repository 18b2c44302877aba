import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';

// Everything this library relies on in cdk8s, constructs and the jsii kernel beyond their documentation.
// test/constructs/synth/cdk8s-internals.test.ts checks each piece against the installed release.

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Wraps methods of one app, whichever language calls them.
 *
 * The jsii kernel looks methods up in an object's `constructor.prototype` and never sees a method set on the instance,
 * so the app gets a class of its own, inserted below its original class.
 */
export function interceptCalls(
  app: IConstruct,
  methods: readonly string[],
  around: (method: string, call: () => unknown) => unknown,
): void {
  const Base = app.constructor as new () => IConstruct;
  const Own = { [Base.name]: class extends Base {} }[Base.name];
  const inherited = Base.prototype as unknown as Record<string, Method>;
  for (const name of methods.filter((each) => typeof inherited[each] === 'function')) {
    const value = function (this: unknown, ...args: unknown[]): unknown {
      return around(name, () => inherited[name].apply(this, args));
    };
    Object.defineProperty(Own.prototype, name, { value, configurable: true, writable: true });
  }
  Object.setPrototypeOf(app, Own.prototype);
}

/** The paths that the JSON patches of an object change; undefined for a patch that cannot be read. */
export function patchedPathsOf(object: ApiObject): (string | undefined)[] {
  const { patches = [] } = object as unknown as { readonly patches?: readonly Patch[] };
  return patches.map((patch) => patch._toJson?.().path);
}

interface Patch {
  readonly _toJson?: () => { readonly path?: string };
}

/** Whether cdk8s also records which construct produced each object. */
export function recordsConstructs(app: App): boolean {
  return (app as unknown as { readonly recordConstructMetadata?: boolean }).recordConstructMetadata === true;
}
