import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { lendTree } from './lent-tree';

/**
 * One call of `app.synth()` or `app.synthYaml()`, in which an app no longer changes.
 *
 * cdk8s has no event for it, so both methods are wrapped on the app itself. It leaves its users two late hooks in which an app may
 * still change: validations, which have all run once before anything is remembered here, and charts with a `toJson` of their
 * own, for which nothing is remembered at all.
 */
export class SynthSession {
  private readonly rendered = new Map<ApiObject, unknown>();
  /** What is handed over as often as anybody asks. */
  private readonly kept = new Set<ApiObject>();
  private readonly handedOver: () => unknown;
  private readonly endings: (() => void)[] = [];
  private count = 0;
  private isOpen = false;

  constructor(private readonly app: IConstruct, private readonly onSuccess: (entry: string) => void = () => undefined) {
    const { rendered, kept } = this;
    this.handedOver = function (this: ApiObject) {
      const manifest = rendered.get(this);
      if (kept.has(this)) return manifest;
      rendered.delete(this);
      delete (this as { toJson?: unknown }).toJson;
      return manifest;
    };
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
    // One function for all: it finds by `this` what it hands over.
    object.toJson = this.handedOver;
  }

  /** Whether all of some objects were rendered; if so, they are rendered no more while the call runs, however often anybody asks. */
  public keep(objects: Iterable<ApiObject>): boolean {
    const all = [...objects];
    if (!this.isOpen || !all.every((object) => this.rendered.has(object))) return false;
    for (const object of all) this.kept.add(object);
    return true;
  }

  /** Does something when the running call ends, however it ends. */
  public atEnd(end: () => void): void {
    this.endings.push(end);
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
      const constructs = this.settle();
      const result = constructs ? this.whileOpen(constructs, () => method.apply(app, args)) : method.apply(app, args);
      this.onSuccess(entry);
      return result;
    };
    Object.defineProperty(app, entry, { value: wrapped, configurable: true, writable: true });
  }

  private whileOpen(constructs: readonly IConstruct[], work: () => unknown): unknown {
    this.isOpen = true;
    this.count++;
    // Another validation of the app has its turn beside the library's, and may do anything.
    const giveBack = validationsOf(this.app) === 1 ? lendTree(this.app, constructs) : () => undefined;
    try {
      return work();
    } finally {
      this.isOpen = false;
      giveBack();
      this.kept.clear();
      for (const end of this.endings.splice(0)) end();
      for (const object of [...this.rendered.keys()]) this.takeBack(object);
    }
  }

  /** Lets every validation do what it does, and hands back all constructs of an app that stays as it is from then on. */
  private settle(): readonly IConstruct[] | undefined {
    const { node } = this.app;
    const constructs = node.findAll();
    const validated: IConstruct[] = [];
    for (const each of constructs) {
      if (Chart.isChart(each) && each.toJson !== Chart.prototype.toJson) return undefined;
      // The app itself is judged by its own validation, so its turn is yet to come.
      if (each !== this.app && validationsOf(each) > 0) validated.push(each);
    }
    for (const each of validated) each.node.validate();
    return validated.length === 0 ? constructs : node.findAll();
  }
}

/** How many validations a construct has; `constructs` keeps them private, so where it hides them there is always one. */
function validationsOf({ node }: IConstruct): number {
  const { _validations: validations } = node as unknown as { readonly _validations?: readonly unknown[] };
  return Array.isArray(validations) ? validations.length : Infinity;
}
