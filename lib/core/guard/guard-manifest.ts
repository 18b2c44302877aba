/** A cluster-scoped Kubernetes object that the guard consists of. */
export interface GuardObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** One object of the guard, and what it is there for. */
export interface GuardManifest {
  readonly why: string;
  readonly object: GuardObject;
}

/** Parts of a CEL expression on one line, however they are written here. */
export function cel(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: parts.raw }, ...values)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}
