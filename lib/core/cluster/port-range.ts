import { usageError } from '../findings/finding';

/** The highest port of TCP, UDP and SCTP. */
export const HIGHEST_PORT = 65535;
const HIGHEST_INT64 = 2n ** 63n - 1n;

/** The default range of `kube-apiserver`, used if its flag is missing or empty. */
export const DEFAULT_PORT_RANGE = '30000-32767';

// The characters that Go's strings.TrimSpace removes: unlike String.trim, it includes U+0085 but not U+FEFF.
const GO_SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const TRIMMED = new RegExp(`^${GO_SPACE}(.*?)${GO_SPACE}$`, 's');

/**
 * A range of ports, both ends inclusive: a cluster's `--service-node-port-range`, or a band of it.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
 */
export class PortRange {
  /**
   * Parses a range as `kube-apiserver` parses its flag: `30000-32767`, `30000+2767` (that many ports after the first)
   * or `30000` (one port). Surrounding whitespace is ignored; an empty string means the default, 30000-32767.
   *
   * Unlike the flag, it refuses a range that starts at 0. Port 0 means "unset" in a Service, so it could be allocated
   * but never requested.
   *
   * Throws `port-range-invalid`, with the reason and a range to use instead.
   *
   * @param text the range, as on the command line of `kube-apiserver`
   * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/net#ParsePortRange
   */
  public static parse(text: string): PortRange {
    const value = String(text).replace(TRIMMED, '$1');
    if (value === '') return PortRange.parse(DEFAULT_PORT_RANGE);

    const [first, last] = readEnds(value, text);
    if (first > HIGHEST_PORT || last > HIGHEST_PORT) {
      throw invalid(text, `no port is above ${HIGHEST_PORT}`, 'or a lower end');
    }
    if (last < first) throw invalid(text, 'it ends before it starts', 'the lower port first');
    if (first === 0) {
      throw invalid(
        text,
        'it starts at 0, which a Service reads as "unset"',
        'or any other range that starts at 1 or later',
      );
    }
    return new PortRange(first, last);
  }

  /**
   * Creates the range between two ports.
   *
   * Throws `port-range-invalid` unless 1 <= first <= last <= 65535.
   *
   * @param first the first port of the range, 1 to 65535
   * @param last the last port of the range, `first` to 65535
   */
  public static between(first: number, last: number): PortRange {
    return PortRange.parse(`${first}-${last}`);
  }

  /** The first port of the range. */
  public readonly first: number;
  /** The last port of the range, inclusive. */
  public readonly last: number;

  private constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  /** How many ports the range holds, 1 to 65535. */
  public get size(): number {
    return this.last - this.first + 1;
  }

  /**
   * Whether a port lies in the range.
   *
   * @param port any number; anything but a whole number is outside
   */
  public contains(port: number): boolean {
    return Number.isInteger(port) && port >= this.first && port <= this.last;
  }

  /** The range as `kube-apiserver` takes it: `30000-32767`, or `30000` for one port. */
  public toString(): string {
    return this.size === 1 ? `${this.first}` : `${this.first}-${this.last}`;
  }
}

/** Both ends, parsed as the flag does but not validated yet. */
function readEnds(value: string, text: string): [number, number] {
  const hyphen = value.indexOf('-');
  const plus = value.indexOf('+');
  if (hyphen >= 0 && plus >= 0) throw invalid(text, 'it mixes "-" and "+"', 'with one of the two');

  const [at, isOffset] = hyphen >= 0 ? [hyphen, false] : [plus, true];
  if (at < 0) {
    const only = readInteger(value, text);
    return [only, only];
  }
  const first = readInteger(value.slice(0, at), text);
  const second = readInteger(value.slice(at + 1), text);
  // Go adds in 64 bits: an offset near the limit wraps around and ends up before the start.
  const last = isOffset ? BigInt.asIntN(64, BigInt(first) + BigInt(second)) : second;
  return [first, Number(last)];
}

/** Go's strconv.Atoi: an optional sign and ASCII digits, nothing else. */
function readInteger(digits: string, text: string): number {
  if (!/^[+-]?[0-9]+$/.test(digits)) {
    throw invalid(
      text,
      digits === '' ? 'a number is missing' : `"${digits}" is not a whole number`,
      'digits only, without spaces inside',
    );
  }
  const value = BigInt(digits.replace('+', ''));
  if (value > HIGHEST_INT64 || value < -HIGHEST_INT64 - 1n) {
    throw invalid(text, `"${digits}" is too large a number`, 'or a lower end');
  }
  return Number(value);
}

function invalid(text: string, reason: string, hint: string): Error {
  return usageError('port-range-invalid', {
    what: `port range ${JSON.stringify(text)} cannot be used: ${reason}`,
    wayOut: `Write it as ${DEFAULT_PORT_RANGE}, ${hint}`,
  });
}

/** Whether a text is the number of a port, as people write it. */
export function isPortText(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= HIGHEST_PORT;
}
