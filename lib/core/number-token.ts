/**
 * Numbers that stand for a node port until it is known.
 *
 * A token has fifteen digits, so every language prints it in full: .NET, Go and JavaScript turn to exponents beyond that. Its last
 * six digits leave room on both sides, so that a token with something added is still known for what it was.
 */
const FIRST = 663_300_000_000_000;
const SPACING = 1_000_000;
const MIDDLE = 500_000;
const MOST = 99_999;

const DIGITS = /6633\d{11}/g;
const EXPONENT = /\d(?:\.\d+)?[eE]\+?1[3-5]/g;
/** By how much a token may have been multiplied or divided and is still recognized. */
const FACTORS = [2, 3, 4, 5, 8, 10, 100, 1000];

/** The token of a number from 1 on. */
export function tokenOf(id: number): number {
  if (id > MOST) throw new Error(`More than ${MOST} node ports wait for a number in one process`);
  return FIRST + id * SPACING + MIDDLE;
}

/** The id of a token; undefined for any other number. */
export function idOf(value: number): number | undefined {
  const id = (value - FIRST - MIDDLE) / SPACING;
  return Number.isInteger(id) && id >= 1 && id <= MOST ? id : undefined;
}

/** The id of the token that a number is, or was before somebody calculated with it. */
export function traceOf(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  const size = Math.abs(value);
  const near = Math.floor((size - FIRST) / SPACING);
  if (near >= 1 && near <= MOST) return near;
  for (const factor of FACTORS) {
    const id = idOf(size / factor) ?? idOf(size * factor);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** A text with each token in it replaced; a token for which there is no replacement stays. */
export function replaceTokens(text: string, replacement: (id: number) => number | undefined): string {
  if (!text.includes('6633')) return text;
  return text.replace(DIGITS, (digits) => {
    const id = idOf(Number(digits));
    const port = id === undefined ? undefined : replacement(id);
    return port === undefined ? digits : String(port);
  });
}

/** The ids of the tokens in a text, also of those that were calculated with or printed with an exponent. */
export function tracesIn(text: string): number[] {
  if (text.length < 5) return [];
  const numbers = [...text.match(DIGITS) ?? [], ...text.match(EXPONENT) ?? []].map(Number);
  return numbers.map(traceOf).filter((id) => id !== undefined);
}

/** A token that is left in a manifest, and where. */
export interface LeftToken {
  readonly id: number;
  /** Such as `data.url`. */
  readonly at: string;
  readonly how: 'value' | 'key' | 'base64';
}

/** The tokens that are left anywhere in a rendered manifest. */
export function leftTokens(manifest: unknown): LeftToken[] {
  const found: LeftToken[] = [];
  visit(manifest, [], found);
  const { kind, data } = (manifest ?? {}) as { kind?: unknown; data?: Record<string, unknown> };
  if (kind === 'Secret') for (const [key, value] of Object.entries(data ?? {})) visitBase64(key, value, found);
  return found;
}

function visit(value: unknown, path: string[], found: LeftToken[]): void {
  if (typeof value === 'number') {
    const id = value > 65535 || value < 0 ? traceOf(value) : undefined;
    if (id !== undefined) found.push({ id, at: path.join('.'), how: 'value' });
  } else if (typeof value === 'string') {
    for (const id of tracesIn(value)) found.push({ id, at: path.join('.'), how: 'value' });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      for (const id of Array.isArray(value) ? [] : tracesIn(key)) found.push({ id, at: path.join('.'), how: 'key' });
      path.push(key);
      visit(child, path, found);
      path.pop();
    }
  }
}

function visitBase64(key: string, value: unknown, found: LeftToken[]): void {
  if (typeof value !== 'string') return;
  for (const id of tracesIn(decode(value))) found.push({ id, at: `data.${key}`, how: 'base64' });
}

function decode(text: string): string {
  try {
    return atob(text);
  } catch {
    // Then it is no base64, and no API server takes it.
    return '';
  }
}
