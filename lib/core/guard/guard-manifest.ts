/** A cluster-scoped Kubernetes object of the guard. */
interface GuardObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** One object of the guard, and its purpose. */
export interface GuardManifest {
  readonly why: string;
  readonly object: GuardObject;
}

/** Joins the parts of a CEL expression on one line, however they are laid out here. */
export function cel(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts.raw }, ...values)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
