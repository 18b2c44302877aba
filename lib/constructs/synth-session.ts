import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * One call of `app.synth()` or `app.synthYaml()`, in which an app no longer changes.
 *
 * cdk8s has no event for it, so both methods are wrapped on the app itself. It leaves its users two late hooks in which an app may
 * still change: validations, which have all run once before anything is remembered here, and charts with a `toJson` of their
 * own, for which nothing is remembered at all.
 */
export class SynthSession {
  private readonly rendered = new Map<ApiObject, unknown>();
  private count = 0;
  private isOpen = false;

  constructor(private readonly app: IConstruct, private readonly onSuccess: () => void = () => undefined) {
    for (const entry of ['synth', 'synthYaml']) this.wrap(app as unknown as Record<string, unknown>, entry);
  }

  /** A number for the running call, different for each; undefined between calls. */
  public get current(): number | undefined {
    return this.isOpen ? this.count : undefined;
  }

  /** Renders an object; while a call runs, the next to render it gets the same manifest without the work. */
  public render(object: ApiObject): unknown {
    if (this.rendered.has(object)) return this.rendered.get(object);
    const manifest = object.toJson();
    if (this.isOpen && !Object.prototype.hasOwnProperty.call(object, 'toJson')) this.handOver(object, manifest);
    return manifest;
  }

  private handOver(object: ApiObject, manifest: unknown): void {
    this.rendered.set(object, manifest);
    const toJson = () => {
      this.takeBack(object);
      return manifest;
    };
    Object.defineProperty(object, 'toJson', { value: toJson, configurable: true, writable: true });
  }

  /** Forgets what an object was rendered to, since it would be rendered to something else by now. */
  public release(object: ApiObject): void {
    if (this.rendered.has(object)) this.takeBack(object);
  }

  private takeBack(object: ApiObject): void {
    this.rendered.delete(object);
    delete (object as { toJson?: unknown }).toJson;
  }

  private wrap(app: Record<string, unknown>, entry: string): void {
    const method = app[entry];
    if (typeof method !== 'function') return;
    const wrapped = (...args: unknown[]): unknown => {
      if (this.isOpen) return method.apply(app, args);
      const result = this.settle() ? this.whileOpen(() => method.apply(app, args)) : method.apply(app, args);
      this.onSuccess();
      return result;
    };
    Object.defineProperty(app, entry, { value: wrapped, configurable: true, writable: true });
  }

  private whileOpen(work: () => unknown): unknown {
    this.isOpen = true;
    this.count++;
    try {
      return work();
    } finally {
      this.isOpen = false;
      for (const object of [...this.rendered.keys()]) this.takeBack(object);
    }
  }

  /** Lets every validation do what it does, and tells whether the app stays as it is from then on. */
  private settle(): boolean {
    const constructs = this.app.node.findAll();
    if (constructs.some((each) => Chart.isChart(each) && each.toJson !== Chart.prototype.toJson)) return false;
    // The app itself is judged by its own validation, so its turn is yet to come.
    for (const each of constructs) if (each !== this.app) each.node.validate();
    return true;
  }
}
