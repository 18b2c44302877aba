import { ConstructOrder, IConstruct } from 'constructs';

/**
 * Lends an app the list of its constructs, and returns what ends that.
 *
 * cdk8s asks an app for everything in it several times in one synth, and once more for each chart, and constructs walks the tree
 * each time. An app that adds a construct all the same is walked anew from then on.
 */
export function lendTree(app: IConstruct, constructs: readonly IConstruct[]): () => void {
  const { node } = app;
  // Whoever has methods of their own there has reasons of their own.
  if (Object.prototype.hasOwnProperty.call(node, 'findAll') || Object.prototype.hasOwnProperty.call(node, 'locked')) return () => undefined;
  const prototype = Object.getPrototypeOf(node) as typeof node;
  const giveBack = (): void => {
    delete (node as { findAll?: unknown }).findAll;
    delete (node as { locked?: unknown }).locked;
  };
  Object.defineProperty(node, 'findAll', {
    value: (order?: ConstructOrder) => (order === ConstructOrder.POSTORDER ? prototype.findAll.call(node, order) : [...constructs]),
    configurable: true,
    writable: true,
  });
  // Whenever a construct is added anywhere, constructs asks whether the root is locked.
  Object.defineProperty(node, 'locked', {
    get: () => {
      giveBack();
      return node.locked;
    },
    configurable: true,
  });
  return giveBack;
}
