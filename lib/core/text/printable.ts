import { LIMITS } from '../limits';

/**
 * Characters that a terminal may interpret, hide or show as something else: control characters, lone surrogates,
 * invisible characters and direction marks. Also the start of commands in job logs: `##[` on GitHub, `##vso[` on Azure
 * Pipelines.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]|(?<=##[a-z]*)\[/giu;

const LONE_SURROGATE = /\p{Cs}/gu;

/** A string that is safe to print: unsafe characters are escaped, and overly long strings are cut in the middle. */
export function printable(text: string): string {
  return shortText(shortText(text).replace(UNSAFE, spell));
}

/** The same for a text of several lines, whose line breaks are kept. */
export function printableLines(text: string): string {
  return shortText(shortText(text).replace(UNSAFE, (found) => (found === '\n' ? found : spell(found))));
}

/** A string without overly long names. Most strings are returned unchanged. */
function shortText(text: string): string {
  if (text.length <= LIMITS.nameLength) return text;
  const words = text
    .split('\n')
    .map((line) => line.split(' ').map(shortName).join(' '))
    .join('\n');
  return cut(words, LIMITS.textLength);
}

/** A name, cut in the middle if it is longer than any name that a cluster accepts. */
export function shortName(name: string): string {
  return name.length <= LIMITS.nameLength ? name : cut(name, LIMITS.nameLength / 2);
}

/**
 * At most `most` characters of a string: three quarters from its start, the rest from its end, and a mark for the gap.
 */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 4);
  // Do not split a surrogate pair.
  return (
    `${text.slice(0, most - tail).replace(/[\ud800-\udbff]$/, '')}…` +
    `${text.slice(-tail).replace(/^[\udc00-\udfff]/, '')}`
  );
}

/** A path that is safe to print, never shortened, so that it still leads to its file. */
export function printablePath(path: string): string {
  return path.replace(UNSAFE, spell);
}

/** A string for the start of a line, where two colons would start a command in a GitHub job log. */
export function lineStart(text: string): string {
  const shown = printablePath(text);
  return /^\s*::/.test(shown) ? `./${shown}` : shown;
}

/** Whether a string is printed unchanged. */
export function isPrintable(text: string): boolean {
  return printablePath(text) === text;
}

/** A string as part of a URL. */
export function uriComponent(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'));
}

/** JSON with the same meaning but without raw unsafe characters. */
export function printableJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (character) =>
    character === '\n' ? character : unicode(character),
  );
}

function spell(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character);
}

/** One escape per UTF-16 code unit, as in JSON. */
function unicode(character: string): string {
  return character.replace(/[^]/g, (half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
