import type { HttpIngressPathType } from 'cdk8s-plus-27';

/**
 * A type of cdk8s-plus, whichever of its versions an app has.
 *
 * Structs of two versions are different types to Python, Java and Go, however equal their members are, so jsii is told
 * `any` and the
 * library reads what it is given. TypeScript compares members, so it is told the type.
 */
export type AnyPlus<T> = typeof globalThis extends { compiledByJsii: true } ? any : T;

/** What can tell which pods it stands for: the pods, workloads and selections of every cdk8s-plus. */
export interface PodSelection {
  /** The labels of the pods, as a cdk8s-plus describes them to itself. */
  toPodSelectorConfig(): { readonly labelSelector: object };
}

/** The pods behind a Service: a selection of pods, or their labels. */
export type PodsOrLabels = PodSelection | { readonly [label: string]: string };

/** An Ingress of any cdk8s-plus. */
export interface AnyIngress {
  addRule(path: string, backend: any, pathType?: any): void;
}

/** How a Service is exposed by an Ingress of any cdk8s-plus. */
export interface AnyIngressOptions<T extends AnyIngress> {
  readonly ingress: T;
  readonly pathType?: HttpIngressPathType;
}
