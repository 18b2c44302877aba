import { LIMITS } from '../../core/limits';

/** One document of a stream, as it was written. */
export interface RawDocument {
  /** Overwritten by the next document, so read them at once. */
  readonly bytes: Buffer;
  /** The line on which it starts, counted from 1. */
  readonly line: number;
}

const NOTHING = Buffer.alloc(0);
const MIN_BUFFER_BYTES = 64 * 1024;
const MARKER = Buffer.from('\n---');
const NEWLINE = 10;
const DASH = 45;
const PERCENT = 37;
const NOTHING_MORE = /^[\s\x85]*(?:#|$)/;
const MAX_DOCUMENT_BYTES = LIMITS.documentBytes;

/**
 * Splits a stream into documents as it is read. Any line that starts with `---` starts a document: YAML does not allow
 * it in block or quoted text, and JSON cannot contain it.
 */
export class DocumentSplitter {
  /** The current document if it is complete, otherwise the part gathered so far, in a reused buffer. */
  private complete?: Buffer;
  private room = Buffer.allocUnsafe(MIN_BUFFER_BYTES);
  private size = 0;
  private isTooLarge = false;
  /** The line on which the current document starts, and its number of lines so far. */
  private start = 1;
  private lines = 0;
  /** The line that is still incomplete. */
  private rest: Buffer[] = [];

  constructor(
    private readonly onDocument: (document: RawDocument) => void,
    private readonly onTooLarge: (line: number) => void,
  ) {}

  /** Takes the next bytes; they may be overwritten afterwards. */
  public push(bytes: Buffer): void {
    const end = bytes.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.rest.push(Buffer.from(bytes));
      this.keepRestSmall();
      return;
    }
    const lines =
      this.rest.length === 0 ? bytes.subarray(0, end + 1) : Buffer.concat([...this.rest, bytes.subarray(0, end + 1)]);
    this.rest = end + 1 < bytes.length ? [Buffer.from(bytes.subarray(end + 1))] : [];
    this.addPart(this.split(lines));
  }

  /** Ends the stream. */
  public end(): void {
    const last = Buffer.concat(this.rest);
    this.rest = [];
    this.addLast(this.split(last));
    this.finish();
  }

  /** Ends each document that ends in some whole lines; returns the lines of the one that may go on. */
  private split(lines: Buffer): Buffer {
    let from = 0;
    if (this.size + this.lines > 0 && startsDocument(lines, 0)) this.finish();
    for (let at = lines.indexOf(MARKER); at >= 0; at = lines.indexOf(MARKER, at + 1)) {
      if (!startsDocument(lines, at + 1)) continue;
      this.addLast(lines.subarray(from, at + 1));
      this.finish();
      from = at + 1;
    }
    return lines.subarray(from);
  }

  /** Adds the end of the current document, without a copy if that is all of it. */
  private addLast(bytes: Buffer): void {
    if (this.size > 0) this.addPart(bytes);
    else if (this.isKept(bytes)) this.complete = bytes;
  }

  /** Adds to the current document a copy of some bytes, which are overwritten before it ends. */
  private addPart(bytes: Buffer): void {
    const before = this.size;
    if (!this.isKept(bytes)) return;
    this.makeRoom(before);
    bytes.copy(this.room, before);
  }

  /** Counts bytes of the current document; returns whether they are needed. */
  private isKept(bytes: Buffer): boolean {
    this.lines += countLines(bytes);
    if (this.isTooLarge || bytes.length === 0) return false;
    this.size += bytes.length;
    this.isTooLarge = this.size > MAX_DOCUMENT_BYTES;
    return !this.isTooLarge;
  }

  /** A buffer of sufficient size, with the bytes gathered so far. */
  private makeRoom(filled: number): void {
    if (this.size <= this.room.length) return;
    const larger = Buffer.allocUnsafe(Math.min(Math.max(this.size, this.room.length * 2), MAX_DOCUMENT_BYTES));
    this.room.copy(larger, 0, 0, filled);
    this.room = larger;
  }

  private finish(): void {
    if (this.isTooLarge) this.onTooLarge(this.start);
    const bytes = this.isTooLarge ? NOTHING : (this.complete ?? this.room.subarray(0, this.size));
    const directives = directivesAt(bytes);
    if (!this.isTooLarge && directives > 0) this.onDocument({ bytes: bytes.subarray(0, directives), line: this.start });
    this.start += this.lines;
    this.complete = undefined;
    this.size = 0;
    this.lines = 0;
    this.isTooLarge = false;
    // Directives before a marker belong to the document after it.
    if (directives < bytes.length) {
      const held = Buffer.from(bytes.subarray(directives));
      this.start -= countLines(held);
      this.addPart(held);
    }
  }

  /** Limits a line without an end to the size of a document. */
  private keepRestSmall(): void {
    const size = this.rest.reduce((sum, { length }) => sum + length, 0);
    if (size <= MAX_DOCUMENT_BYTES) return;
    for (const bytes of this.rest) this.addPart(bytes);
    this.rest = [];
  }
}

/**
 * Whether a line starts a document: in YAML the marker is followed by whitespace, in kubectl by nothing but a comment.
 */
function startsDocument(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH || bytes[at + 2] !== DASH) return false;
  const next = bytes[at + 3];
  if (next === undefined || next === NEWLINE || next === 13 || next === 32 || next === 9) return true;
  // For example, Unicode whitespace that YAML does not treat as whitespace.
  const end = bytes.indexOf(NEWLINE, at);
  return NOTHING_MORE.test(bytes.toString('utf8', at + 3, end < 0 ? bytes.length : end));
}

/** The breaks that end a line in YAML but not for kubectl, as UTF-8: what follows one is not part of a directive. */
const OTHER_BREAK = /\r|\xc2\x85|\xe2\x80[\xa8\xa9]/;

/** The start of the directives at the end of a text, preceded by nothing or `...`; its length if there are none. */
function directivesAt(bytes: Buffer): number {
  if (bytes[0] !== PERCENT && !bytes.includes('\n%')) return bytes.length;
  let hasDirective = false;
  let start = bytes.length;
  while (start > 0) {
    // An offset below 0 would count from the end.
    const before = start < 2 ? 0 : bytes.lastIndexOf(NEWLINE, start - 2) + 1;
    const line = bytes.toString('latin1', before, start).trimEnd();
    if (line === '...') break;
    if ((line !== '' && line[0] !== '%' && line[0] !== '#') || OTHER_BREAK.test(line)) return bytes.length;
    hasDirective ||= line[0] === '%';
    start = before;
  }
  return hasDirective ? start : bytes.length;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === NEWLINE) count++;
  return count;
}
