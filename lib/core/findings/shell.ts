import { isPrintable } from './printable';

/** What means the same to every shell without quotes. */
const PLAIN_WORD = /^[\w./:@+,=-]+$/;

/** A label of RFC 1123, which the names of Services and namespaces are. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Whether a text can be the name of a Service or a namespace.
 *
 * What cannot never enters a command: kubectl takes `--all` for a flag, wherever it stands.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** A word as a POSIX shell reads it: quoted unless it is plain. */
export function shellWord(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The path of a file as an operand, which no command takes for a flag or for standard input. */
export function fileOperand(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/**
 * A command that can be pasted into a shell as it stands; undefined where one of its words cannot be shown as it is,
 * such as a file
 * name with an escape sequence. Then no command is to be printed.
 *
 * @param words the command and its arguments, unquoted; names come last, after `--`, and only once `isDnsLabel` has
 * held for them
 */
export function shellCommand(...words: readonly string[]): string | undefined {
  return words.every(isPrintable) ? words.map(shellWord).join(' ') : undefined;
}

/** Commands of which each reads what the one before it prints; undefined where one of them is. */
export function pipeline(...commands: readonly (string | undefined)[]): string | undefined {
  return commands.every((command) => command !== undefined) ? commands.join(' | ') : undefined;
}
