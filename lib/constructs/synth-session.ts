import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * One call of `app.synth()` or `app.synthYaml()`, in which an app cannot change.
 *
 * cdk8s has no event for it, so both methods are wrapped on the app itself. Without the wrap every answer stays the same and only
 * takes longer: objects are then rendered once to be judged and once to be emitted.
 */
export class SynthSession {
  private readonly handedOver = new Set<ApiObject>();
  private count = 0;
  private isOpen = false;

  constructor(app: IConstruct) {
    for (const entry of ['synth', 'synthYaml']) this.wrap(app as unknown as Record<string, unknown>, entry);
  }

  /** A number for the running call, different for each; undefined between calls. */
  public get current(): number | undefined {
    return this.isOpen ? this.count : undefined;
  }

  /** Renders an object; while a call runs, the next to render it gets the same manifest without the work. */
  public render(object: ApiObject): unknown {
    const rendered = object.toJson();
    if (this.isOpen && !Object.prototype.hasOwnProperty.call(object, 'toJson')) this.handOver(object, rendered);
    return rendered;
  }

  private handOver(object: ApiObject, rendered: unknown): void {
    this.handedOver.add(object);
    const toJson = () => {
      this.takeBack(object);
      return rendered;
    };
    Object.defineProperty(object, 'toJson', { value: toJson, configurable: true, writable: true });
  }

  private takeBack(object: ApiObject): void {
    this.handedOver.delete(object);
    delete (object as { toJson?: unknown }).toJson;
  }

  private wrap(app: Record<string, unknown>, entry: string): void {
    const method = app[entry];
    if (typeof method !== 'function') return;
    const wrapped = (...args: unknown[]): unknown => {
      if (this.isOpen) return method.apply(app, args);
      this.isOpen = true;
      this.count++;
      try {
        return method.apply(app, args);
      } finally {
        this.isOpen = false;
        this.handedOver.forEach((object) => this.takeBack(object));
      }
    };
    Object.defineProperty(app, entry, { value: wrapped, configurable: true, writable: true });
  }
}
