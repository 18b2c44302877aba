import { IConstruct } from 'constructs';

/** Something of which each app has one, made when it is first needed. */
export function perApp<T>(make: (root: IConstruct) => T): (construct: IConstruct) => T {
  const all = new WeakMap<IConstruct, T>();
  return ({ node: { root } }) => {
    const known = all.get(root) ?? make(root);
    all.set(root, known);
    return known;
  };
}
