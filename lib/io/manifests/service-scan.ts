/** Each letter of a word as itself or as an escape of a quoted text, which may also be folded over lines. */
function escaped(word: string): string {
  const letters = [...word].map((letter) => {
    const hex = letter.charCodeAt(0).toString(16);
    return `(?:${letter}|\\\\x${hex}|\\\\u00${hex}|\\\\U000000${hex})`;
  });
  return letters.join('(?:\\\\\\r?\\n[ \\t]*)*');
}

const WORD = /(?<![A-Za-z0-9_])Service(?:List)?(?![A-Za-z0-9_])/;
const ESCAPED_WORD = new RegExp(escaped('Service'), 'i');
/** What can spell a word otherwise than by its letters, inside double quotes. */
const ESCAPE = /\\(?:[xuU]|\r?\n)/;
/** The key and its value as nearly everybody writes them. */
const PLAIN_KIND = /kind["']?\s*:\s*["']?Service(?:List)?(?![A-Za-z0-9_])/;
/** A kind whose value is introduced by something: an anchor, an alias, a tag, a block, a comment. */
const INTRODUCED_KIND = /kind["']?\s*:\s*[&*!|>#]/;
/** An alias, which stands for something that is written elsewhere. */
const ALIAS = /(?:^|[\s[{,:-])\*[^\s,[\]{}]/m;
/** An alias, which may stand for the key, for its value, or for a map to merge; or a key that is announced by a question mark. */
const ROUNDABOUT = /(?:^|[\s[{,:-])(?:\*[^\s,[\]{}]|\?\s)/m;

/**
 * Whether a document can hold a Service at all, by its text alone. A no is certain; a yes is to be parsed.
 *
 * A Service says `kind: Service`, or stands in a list of `kind: ServiceList`; so the word must be there, and the key in front of it, unless
 * one of the roundabout ways of YAML leads from one to the other.
 */
export function mayHoldService(text: string): boolean {
  if (text.includes('\\') && ESCAPE.test(text)) return ESCAPED_WORD.test(text);
  if (!text.includes('Service') || !WORD.test(text)) return false;
  return PLAIN_KIND.test(text) || INTRODUCED_KIND.test(text) || ROUNDABOUT.test(text);
}

/** The same for bytes that are not decoded yet, less exactly and much faster. */
export function mayHoldServiceBytes(bytes: Buffer): boolean {
  return bytes.includes('Service') || bytes.includes('\\');
}

/** Whether a part of a document borrows from another part, so that its own text says too little. */
export function borrows(part: string): boolean {
  return ALIAS.test(part);
}
