import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { interceptCalls } from './cdk8s-internals';

/** The methods that emit a whole app; only `synth` writes files. */
export type EmittingMethod = 'synth' | 'synthYaml';

/** A call in progress. */
interface Call {
  readonly entry: EmittingMethod;
  /** Whether the app does not change until the call ends. */
  readonly isSettled: boolean;
  /** Whether a validation outside this library refuses the app. */
  readonly isRefused: boolean;
}

/**
 * One call of `app.synth()` or `app.synthYaml()`, during which an app no longer changes.
 *
 * cdk8s has two late hooks in which an app may still change: validations, which have all run once before anything is
 * cached here, and charts with their own `toJson`, for which nothing is cached at all.
 */
export class SynthSession {
  /** The current call; undefined between calls. */
  public call?: Call;

  private readonly rendered = new Map<ApiObject, unknown>();
  private readonly handedOver: () => unknown;

  constructor(
    private readonly app: IConstruct,
    private readonly onSuccess: (entry: EmittingMethod) => void,
  ) {
    const { rendered } = this;
    this.handedOver = function (this: ApiObject) {
      return rendered.get(this);
    };
    interceptCalls(app, ['synth', 'synthYaml'], (method, call) => this.run(method as EmittingMethod, call));
  }

  /** Renders an object; during a settled call, everyone gets the same manifest. */
  public render(object: ApiObject): unknown {
    const manifest: unknown = object.toJson();
    // cdk8s renders a frozen object again.
    if (
      this.call?.isSettled &&
      Object.isExtensible(object) &&
      !Object.prototype.hasOwnProperty.call(object, 'toJson')
    ) {
      this.rendered.set(object, manifest);
      // One function serves all objects, and finds the manifest through `this`. It uses defineProperty because a class
      // may make `toJson` read-only.
      Object.defineProperty(object, 'toJson', { value: this.handedOver, configurable: true, writable: true });
    }
    return manifest;
  }

  /** Forgets the manifest of an object, which is out of date. */
  public release(object: ApiObject): void {
    if (this.rendered.delete(object)) delete (object as { toJson?: unknown }).toJson;
  }

  private run(entry: EmittingMethod, call: () => unknown): unknown {
    if (this.call) return call();
    const isRefused = this.validateOthers();
    this.call = { entry, isRefused, isSettled: !this.app.node.findAll().some(rendersItself) };
    try {
      const result = call();
      this.onSuccess(entry);
      return result;
    } finally {
      this.call = undefined;
      for (const object of [...this.rendered.keys()]) this.release(object);
    }
  }

  /** Runs every validation except the app's own, and returns whether any of them fails. */
  private validateOthers(): boolean {
    const others = this.app.node.findAll().filter((each) => each !== this.app);
    return others.map((each) => each.node.validate()).some((messages) => messages.length > 0);
  }
}

function rendersItself(construct: IConstruct): boolean {
  return Chart.isChart(construct) && construct.toJson !== Chart.prototype.toJson;
}
