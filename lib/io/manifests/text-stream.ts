/** Converts input to UTF-8, from UTF-8 or UTF-16, with or without a byte order mark. */
export class TextStream {
  private decoder?: InstanceType<typeof TextDecoder>;
  private isFirst = true;

  /** The next bytes as UTF-8. Throws `NotText` if they are not text. */
  public push(bytes: Buffer): Buffer {
    if (this.isFirst && bytes.length > 0) {
      this.isFirst = false;
      const encoding = encodingOf(bytes);
      if (encoding) this.decoder = new TextDecoder(encoding);
    }
    if (this.decoder) return Buffer.from(this.decoder.decode(bytes, { stream: true }));
    // No text contains this byte in any remaining encoding.
    if (bytes.includes(0)) throw new NotText();
    return bytes;
  }

  public end(): Buffer {
    return Buffer.from(this.decoder?.decode() ?? '');
  }
}

/** Bytes that are not text. */
export class NotText extends Error {}

/**
 * Detects the encoding by the byte order mark, otherwise by the zero bytes of the first character, as YAML specifies.
 */
function encodingOf(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0 && isAscii(first)) return 'utf-16le';
  if (first === 0 && isAscii(second)) return 'utf-16be';
  return undefined;
}

function isAscii(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127);
}
