import { SynthSession } from './synth-session';
import { ClaimsByObject, ServiceObject, claimsIn } from './synthesized-services';

/** An object that failed to render. */
export interface Unrendered {
  readonly object: ServiceObject;
  /** Why it failed to render. */
  readonly message: string;
}

/** Renders objects, and notes which of them could not be. */
export class Renderer {
  public failures: readonly Unrendered[] = [];

  constructor(private readonly session: SynthSession) {}

  /** The claims of objects as they are rendered now. */
  public claimsOf(objects: readonly ServiceObject[]): ClaimsByObject {
    // All are rendered before any is read: what is read would be copied by every garbage collection that rendering
    // causes.
    const manifests = objects.map((object) => this.render(object));
    return new Map(objects.map((object, index) => [object, claimsIn(manifests[index], object)]));
  }

  /** Lets objects be rendered anew. */
  public release(objects: readonly ServiceObject[]): void {
    this.failures = this.failures.filter(({ object }) => !objects.includes(object));
    for (const { object } of objects) this.session.release(object);
  }

  /** A failure here refuses the app: cdk8s may still render the object, whose node ports would be unchecked. */
  private render(object: ServiceObject): unknown {
    try {
      return this.session.render(object.object);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.failures = [...this.failures, { object, message }];
      return undefined;
    }
  }
}
