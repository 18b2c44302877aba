import { PortBook, type PortBookOptions } from 'cdk8s-nodeport/core';
import { PULUMI } from './tool';

/** The node ports of one cluster of a program. Make one for each cluster, and pass it to its Services. */
export class NodePortRegistry {
  /** @internal */
  public readonly _book: PortBook;
  private readonly uses = new Map<string, number>();

  /**
   * Reads the lock, which is in the folder of the program unless the options say otherwise.
   *
   * Throws `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `not-a-port`, `outside-range`,
   * `reason-missing`, `acceptance-invalid` or `lock-invalid` for an option that cannot be used.
   *
   * @param options how the cluster differs from the Kubernetes defaults
   */
  public constructor(options: Omit<PortBookOptions, 'prune'> = {}) {
    this._book = new PortBook(options, PULUMI);
  }

  /**
   * A name for messages that no other Service of the registry has: Pulumi only requires one for each parent.
   *
   * @internal
   */
  public _pathOf(name: string): string {
    const count = (this.uses.get(name) ?? 0) + 1;
    this.uses.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  }
}
