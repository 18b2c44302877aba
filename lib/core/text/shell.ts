import { isPrintable } from './printable';

/** Characters that need no quotes in any shell. */
const PLAIN_WORD = /^[\w./:@+,=-]+$/;

/** An RFC 1123 label, the format of Service and namespace names. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Whether a string can be the name of a Service or a namespace.
 *
 * A string that cannot must never be part of a command: kubectl treats `--all` as a flag in any position.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** A word quoted for a POSIX shell, if it needs quotes. */
export function shellWord(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A flag of this tool and its value, which is not mistaken for another flag. */
export function shellFlag(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

/** A file path as an operand that no command mistakes for a flag or standard input. */
export function fileOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/**
 * A command that can be pasted into a shell; undefined if one of its words cannot be printed safely, such as a file
 * name with an escape sequence. In that case, print no command.
 *
 * @param words the command and its arguments, unquoted; names come last, after `--`, and only if they pass `isDnsLabel`
 */
export function shellCommand(...words: readonly string[]): string | undefined {
  return words.every(isPrintable) ? words.map(shellWord).join(' ') : undefined;
}

/** A pipeline of commands; undefined if one of them is. */
export function pipeline(...commands: readonly (string | undefined)[]): string | undefined {
  return commands.every((command) => command !== undefined) ? commands.join(' | ') : undefined;
}
