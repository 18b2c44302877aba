/** A copy of properties as plain data, and the places whose values are not known yet. */
export interface PlainCopy {
  readonly value: Readonly<Record<string, unknown>>;
  /** Paths such as `spec.ports[0].nodePort`; they are missing from the copy. */
  readonly unknown: readonly string[];
}

/**
 * Copies properties that a policy was given. Those are proxies that throw where a value is not known during a preview,
 * so nothing else in this package touches them.
 *
 * @param props what the policy was given
 * @param fields the top-level fields to copy
 */
export function plainCopy(props: object, fields: readonly string[]): PlainCopy {
  const unknown: string[] = [];
  const copy = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      // A hole keeps the places of the other elements.
      return Array.from({ length: value.length }, (_, index) => read(value, index, `${path}[${index}]`));
    }
    return fieldsOf(value, Object.keys(value), path);
  };
  const read = (holder: object, key: string | number, path: string): unknown => {
    let value: unknown;
    try {
      value = (holder as Record<string | number, unknown>)[key];
    } catch {
      unknown.push(path);
      return undefined;
    }
    return copy(value, path);
  };
  const fieldsOf = (holder: object, keys: readonly string[], path: string): Record<string, unknown> => {
    const pairs = keys.map((key) => [key, read(holder, key, join(path, key))] as const);
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
  };
  return { value: fieldsOf(props, fields, ''), unknown };
}

function join(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
