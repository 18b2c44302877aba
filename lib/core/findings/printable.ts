import { LIMITS } from './limits';

/**
 * What a terminal may act on, or show as nothing or as something else: control characters, lone surrogates, and what is
 * invisible or
 * turns the direction of text. And what begins a command in the log of a job: `##[` at GitHub, `##vso[` at Azure
 * Pipelines.
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]|(?<=##[a-z]*)\[/giu;

const LONE_SURROGATE = /\p{Cs}/gu;

/** A text that can be shown anywhere: escapes are spelled out, and what is far too long is cut in its middle. */
export function printable(text: string, keepsLines = false): string {
  const spelled = shortText(text).replace(UNSAFE, (found) => (keepsLines && found === '\n' ? found : spell(found)));
  return shortText(spelled);
}

/** A text without any name that is far too long. Most texts are short enough as they are. */
function shortText(text: string): string {
  if (text.length <= LIMITS.nameLength) return text;
  const words = text
    .split('\n')
    .map((line) => line.split(' ').map(shortName).join(' '))
    .join('\n');
  return cut(words, LIMITS.textLength);
}

/** A name, cut in its middle where it is longer than any name that a cluster accepts. */
export function shortName(name: string): string {
  return name.length <= LIMITS.nameLength ? name : cut(name, LIMITS.nameLength / 2);
}

/**
 * At most so many characters of a text: three quarters from its head, the rest from its tail, and what stands for those
 * between.
 */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor(most / 4);
  // Not in the middle of a character that is made of two.
  return (
    `${text.slice(0, most - tail).replace(/[\ud800-\udbff]$/, '')}…` +
    `${text.slice(-tail).replace(/^[\udc00-\udfff]/, '')}`
  );
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
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (character) =>
    character === '\n' ? character : unicode(character),
  );
}

function spell(character: string): string {
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : unicode(character);
}

/** Half by half, as JSON has it. */
function unicode(character: string): string {
  return character.replace(/[^]/g, (half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
