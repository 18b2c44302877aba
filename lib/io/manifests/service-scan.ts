const WORD = 'Service';
const LIST = 'List';

/** Each letter of a word as itself or as an escape sequence; the quoted text may also be folded. */
function escaped(word: string): string {
  const letters = [...word].map((letter) => {
    const hex = letter.charCodeAt(0).toString(16);
    return `(?:${letter}|\\\\x${hex}|\\\\u00${hex}|\\\\U000000${hex})`;
  });
  return letters.join('(?:\\\\(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])[ \\t]*)*');
}

const ESCAPED_WORD = new RegExp(escaped(WORD), 'i');
/** The escapes that can spell a word differently inside double quotes. */
const ESCAPE = /\\[xuU\n\r\x85\u2028\u2029]/;
const BYTE_ORDER_MARK = '\ufeff';

const BLANKS = ' \t';
const BREAKS = '\n\r\x85\u2028\u2029';
/** What may precede a text, or its properties. */
const BEFORE = `${BREAKS}:-?,[{`;
/** What may follow an unquoted text. */
const AFTER = `${BREAKS}:?,[]{}#`;
const QUOTES = '\'"';

/**
 * Whether a document may contain a Service, judging by its text. False is certain; true requires parsing.
 *
 * A Service, or a list of Services, contains the exact text `Service` or `ServiceList`. So the word must occur where a
 * text can start and end, unless it is written with escapes or as base64 under `!!binary`.
 */
export function mayHoldService(text: string): boolean {
  if (text.includes('\\') && ESCAPE.test(text) && ESCAPED_WORD.test(text)) return true;
  if (text.includes('!') && (text.includes('binary') || text.includes('%'))) return true;
  for (let at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + 1)) if (standsAlone(text, at)) return true;
  return text.includes(BYTE_ORDER_MARK) && text.includes(WORD);
}

/** The same for undecoded bytes: less precise and much faster. */
export function mayHoldServiceBytes(bytes: Buffer): boolean {
  return (
    bytes.includes(WORD) ||
    bytes.includes('\\') ||
    (bytes.includes('!') && (bytes.includes('binary') || bytes.includes('%')))
  );
}

/** Whether the word at this position may be a complete text. */
function standsAlone(text: string, at: number): boolean {
  const end = at + WORD.length;
  return mayBegin(text, at) && (mayEnd(text, end) || (text.startsWith(LIST, end) && mayEnd(text, end + LIST.length)));
}

function mayBegin(text: string, at: number): boolean {
  if (at === 0 || isOneOf(QUOTES, text[at - 1])) return true;
  let before = at - 1;
  while (before >= 0 && isOneOf(BLANKS, text[before])) before--;
  if (before < 0 || isOneOf(BEFORE, text[before])) return true;
  // Whitespace may also follow an anchor or a tag.
  if (before === at - 1) return false;
  let start = before;
  while (start >= 0 && !isOneOf(BLANKS, text[start]) && !isOneOf(BREAKS, text[start])) {
    if (isOneOf('&!', text[start])) return true;
    start--;
  }
  return false;
}

function mayEnd(text: string, end: number): boolean {
  if (end === text.length || isOneOf(QUOTES, text[end])) return true;
  let after = end;
  while (after < text.length && isOneOf(BLANKS, text[after])) after++;
  return after === text.length || isOneOf(AFTER, text[after]);
}

function isOneOf(characters: string, character: string): boolean {
  return characters.includes(character);
}
