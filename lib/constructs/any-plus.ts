import type { HttpIngressPathType } from 'cdk8s-plus-27';

/**
 * A type of any cdk8s-plus version that an app may use.
 *
 * In Python, Java and Go, structs of two versions are different types even if their members are equal. So jsii sees
 * `any`, and the library reads the value at run time. TypeScript compares types by their members and sees the real
 * type.
 */
export type AnyPlus<T> = typeof globalThis extends { compiledByJsii: true } ? any : T;

/** Anything that can select pods: the pods, workloads and selections of every cdk8s-plus version. */
interface PodSelection {
  /** The labels of the pods, in the form that cdk8s-plus uses internally. */
  toPodSelectorConfig(): { readonly labelSelector: object };
}

/** The pods behind a Service: a selection of pods, or their labels. */
export type PodsOrLabels = PodSelection | { readonly [label: string]: string };

/** An Ingress of any cdk8s-plus version. */
export interface AnyIngress {
  addRule(path: string, backend: any, pathType?: any): void;
}

/** How an Ingress of any cdk8s-plus version exposes a Service. */
export interface AnyIngressOptions<T extends AnyIngress> {
  readonly ingress: T;
  readonly pathType?: HttpIngressPathType;
}
