/**
 * Numbers that stand for a node port until it is known.
 *
 * A token is a whole number of fifteen digits: .NET prints more with an exponent, and JavaScript would lose digits. Go prints floats of
 * that size with an exponent, so that form is known too. The last six digits follow from the five before them, so that no sum of a
 * token and a number is another token.
 */
const FIRST = 663_300_000_000_000;
const SPACING = 1_000_000;
const MOST = 99_999;
/** Where in its space a token lies: far enough from both ends that a port added to it, or taken away, stays inside. */
const MARGIN = 100_000;
const ROOM = 800_000;

const LENGTH = 15;
const DIGITS = /\d{12,}/g;
const EXPONENT = /\d(?:\.\d+)?[eE]\+?\d\d/g;
/** Fifteen digits as people of several countries group them. */
const GROUPED = /\d{3}(?:[.,'’_ \u00a0\u202f]\d{3}){4}/g;
/** What a text must hold to be worth a closer look: most hold nothing of the kind. */
const ANY_FORM = /\d{12}|\d[eE]\+?\d\d|\d{3}[.,'’_ \u00a0\u202f]\d{3}/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The largest terms of a fraction with which a token may have been multiplied and is still recognized. */
const LARGEST_TERM = 16;

/** The token of a number from 1 on. */
export function tokenOf(id: number): number {
  if (id > MOST) throw new Error(`More than ${MOST} node ports wait for a number in one process`);
  return FIRST + id * SPACING + suffixOf(id);
}

function suffixOf(id: number): number {
  return MARGIN + (id * 7_919) % ROOM;
}

/** The id of a token; undefined for any other number. */
export function idOf(value: number): number | undefined {
  const id = Math.floor((value - FIRST) / SPACING);
  return id >= 1 && id <= MOST && tokenOf(id) === value ? id : undefined;
}

/**
 * The id of the token that a number was made from, 0 where that cannot be told; undefined for a number that was made from none.
 *
 * Only so many tokens were issued: that keeps the numbers which are taken for made from one so few that no other number is.
 */
export function traceOf(value: number, issued: number): number | undefined {
  const size = Math.abs(value);
  if (!(size > FIRST / (2 * LARGEST_TERM) && size < FIRST * 2_000)) return undefined;
  const near = idNear(size, issued) ?? idOf(size / 100) ?? idOf(size / 1000);
  if (near !== undefined) return near;
  for (let divisor = 1; divisor <= LARGEST_TERM; divisor++) {
    const multiple = Math.round(size * divisor / FIRST);
    if (multiple < 1 || multiple > LARGEST_TERM) continue;
    const id = idNear(size * divisor / multiple, issued);
    if (id !== undefined) return Number.isInteger(size * divisor / multiple) ? id : 0;
  }
  return undefined;
}

/** A large number added to the last token lands behind it. */
const BEHIND = 2;

function idNear(size: number, issued: number): number | undefined {
  const near = Math.floor((size - FIRST) / SPACING);
  return near >= 1 && near <= issued + BEHIND ? near : undefined;
}

/** A text with each token in it replaced; a token for which there is no replacement, or that has a digit beside it, stays. */
export function replaceTokens(text: string, replacement: (id: number) => number | undefined): string {
  if (!mayHoldTokens(text)) return text;
  const replace = (token: string): string | undefined => {
    const id = idOf(Number(token));
    const port = id === undefined ? undefined : replacement(id);
    return port === undefined ? undefined : String(port);
  };
  return text
    .replace(EXPONENT, (number) => replace(number) ?? number)
    .replace(DIGITS, (digits) => {
      if (digits.length % LENGTH !== 0) return digits;
      const ports = (digits.match(/\d{15}/g) as string[]).map(replace);
      return ports.includes(undefined) ? digits : ports.join('');
    });
}

/** Whether a text is worth a closer look: most are not. */
function mayHoldTokens(text: string): boolean {
  return text.length >= 5 && (text.includes('6633') || text.includes('6.633'));
}

const NONE: readonly number[] = [];

/** The ids of the tokens that a text was made from. */
export function tracesIn(text: string, issued: number): readonly number[] {
  if (text.length < 5 || !ANY_FORM.test(text)) return NONE;
  const numbers = [
    ...(text.match(DIGITS) ?? []).flatMap((digits) => [Number(digits), ...windowsOf(digits)]),
    ...(text.match(EXPONENT) ?? []).map(Number),
    ...(text.match(GROUPED) ?? []).map((digits) => Number(digits.replace(/\D/g, ''))),
  ];
  return [...new Set(numbers.map((number) => traceOf(number, issued)).filter((id) => id !== undefined))];
}

/** The tokens in a longer run of digits. */
function windowsOf(digits: string): number[] {
  return [...digits.matchAll(/(?=(6633\d{11}))/g)].map(([, window]) => Number(window)).filter((value) => idOf(value) !== undefined);
}

/** A token that is left in a manifest, and where. */
export interface LeftToken {
  /** 0 where it cannot be told which it was. */
  readonly id: number;
  /** Such as `data.url`. */
  readonly at: string;
  readonly how: 'value' | 'key' | 'base64';
}

/** The tokens that are left anywhere in a rendered manifest. */
export function leftTokens(manifest: unknown, issued: number): LeftToken[] {
  const found: LeftToken[] = [];
  visit(manifest, [], found, issued);
  return found;
}

function visit(value: unknown, path: string[], found: LeftToken[], issued: number): void {
  const leave = (ids: readonly number[], how: LeftToken['how']): void => {
    for (const id of ids) found.push({ id, at: path.join('.'), how });
  };
  if (typeof value === 'number') {
    const id = value > 65535 || value < 0 ? traceOf(value, issued) : undefined;
    if (id !== undefined) leave([id], 'value');
  } else if (typeof value === 'string') {
    leave(tracesIn(value, issued), 'value');
    if (value.length >= 16 && value.length % 4 === 0 && BASE64.test(value)) leave(tracesIn(decode(value), issued), 'base64');
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      if (!isList) leave(tracesIn(key, issued), 'key');
      path.push(key);
      visit((value as Record<string, unknown>)[key], path, found, issued);
      path.pop();
    }
  }
}

function decode(text: string): string {
  try {
    return atob(text);
  } catch {
    // Then it is not base64, and no API server takes it.
    return '';
  }
}
