/** What a terminal may act on, or show as something else than it is: controls, and marks that turn the direction of text. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** No name that a cluster takes is longer. */
const LONGEST_WORD = 300;
const HEAD = 120;
const TAIL = 40;

/** A text that can be shown anywhere: escapes are spelled out, and what is far too long is cut in its middle. */
export function printable(text: string, keepsLines = false): string {
  const safe = text.replace(UNSAFE, (character) => (keepsLines && character === '\n' ? character : spell(character)));
  return safe.length <= LONGEST_WORD ? safe : safe.replace(/\S{301,}/g, (word) => `${word.slice(0, HEAD)}…${word.slice(-TAIL)}`);
}

/** A path that can be shown anywhere, whole, so that it still leads to its file. */
export function printablePath(path: string): string {
  return path.replace(UNSAFE, spell);
}

/** A text as part of an address. */
export function uriComponent(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
}

/** JSON in which nothing unsafe stands raw; it means the same. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(UNSAFE, (character) => (character === '\n' ? character : unicode(character)));
}

function spell(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character);
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
