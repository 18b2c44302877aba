import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { interceptCalls } from './cdk8s-internals';

/** The methods of an app that emit all of it; only `synth` writes files. */
export type Entry = 'synth' | 'synthYaml';

/** One running call. */
interface Call {
  readonly entry: Entry;
  /** Whether the app stays as it is until the call ends. */
  readonly isSettled: boolean;
  /** Whether a validation that is not the library's refuses the app. */
  readonly isRefused: boolean;
}

/**
 * One call of `app.synth()` or `app.synthYaml()`, in which an app no longer changes.
 *
 * cdk8s leaves its users two late hooks in which an app may still change: validations, which have all run once before
 * anything is remembered here, and charts with a `toJson` of their own, for which nothing is remembered at all.
 */
export class SynthSession {
  /** The running call; undefined between calls. */
  public call?: Call;

  private readonly rendered = new Map<ApiObject, unknown>();
  private readonly handedOver: () => unknown;

  constructor(
    private readonly app: IConstruct,
    private readonly onSuccess: (entry: Entry) => void,
  ) {
    const { rendered } = this;
    this.handedOver = function (this: ApiObject) {
      return rendered.get(this);
    };
    interceptCalls(app, ['synth', 'synthYaml'], (method, call) => this.run(method as Entry, call));
  }

  /** Renders an object; while a settled call runs, everybody gets that one manifest. */
  public render(object: ApiObject): unknown {
    if (this.rendered.has(object)) return this.rendered.get(object);
    const manifest: unknown = object.toJson();
    // A frozen object is rendered once more by cdk8s.
    if (
      this.call?.isSettled &&
      Object.isExtensible(object) &&
      !Object.prototype.hasOwnProperty.call(object, 'toJson')
    ) {
      this.rendered.set(object, manifest);
      // One function for all of them: it finds what it hands over by `this`. Defined, since a class may forbid to
      // assign it.
      Object.defineProperty(object, 'toJson', { value: this.handedOver, configurable: true, writable: true });
    }
    return manifest;
  }

  /** Forgets the manifest of an object, which would be another one by now. */
  public release(object: ApiObject): void {
    if (this.rendered.delete(object)) delete (object as { toJson?: unknown }).toJson;
  }

  private run(entry: Entry, call: () => unknown): unknown {
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

  /** Lets every validation do what it does, except that of the app itself, and returns whether any refuses. */
  private validateOthers(): boolean {
    const others = this.app.node.findAll().filter((each) => each !== this.app);
    return others.map((each) => each.node.validate()).some((messages) => messages.length > 0);
  }
}

function rendersItself(construct: IConstruct): boolean {
  return Chart.isChart(construct) && construct.toJson !== Chart.prototype.toJson;
}
