/**
 * What a terminal may act on, or show as nothing or as something else: control characters, lone surrogates, and what is invisible or
 * turns the direction of text. And what begins a command in the log of a job: `##[` at GitHub, `##vso[` at Azure Pipelines.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]|(?<=##[a-z]*)\[/giu;

const LONE_SURROGATE = /\p{Cs}/gu;

/** No name that a cluster accepts is longer. */
const MAX_WORD_LENGTH = 300;
/** A longer one: its head, what is cut, and its tail. */
const LONG_WORD = /(\S{120})\S{141,}(\S{40})/gu;

/** A text that can be shown anywhere: escapes are spelled out, and what is far too long is cut in its middle. */
export function printable(text: string, keepsLines = false): string {
  const safe = text.replace(UNSAFE, (character) => (keepsLines && character === '\n' ? character : spell(character)));
  return safe.length <= MAX_WORD_LENGTH ? safe : safe.replace(LONG_WORD, '$1…$2');
}

/** A path that can be shown anywhere, whole, so that it still leads to its file. */
export function printablePath(path: string): string {
  return path.replace(UNSAFE, spell);
}

/** A text for the start of a line, where two colons would begin a command in the log of a job at GitHub. */
export function lineStart(text: string): string {
  const shown = printablePath(text);
  return /^\s*::/.test(shown) ? `./${shown}` : shown;
}

/** Whether a text is shown as it is. */
export function isPrintable(text: string): boolean {
  return printablePath(text) === text;
}

/** A text as part of an address. */
export function uriComponent(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
}

/** JSON in which nothing unsafe stands raw; it means the same. */
export function printableJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (character) => (character === '\n' ? character : unicode(character)));
}

function spell(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character);
}

/** Half by half, as JSON has it. */
function unicode(character: string): string {
  return character.replace(/[^]/g, (half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
