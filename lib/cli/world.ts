import { printable } from '../core/text/printable';

/** Where a command writes text. */
export interface Output {
  /** Whether this is a terminal. */
  readonly isTerminal: boolean;
  /** The width of the terminal in characters; undefined if unknown. */
  readonly columns?: number;
  write(text: string): void;
}

/** The environment of a command, which tests can replace. */
export interface World {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Prints a message on standard error, prefixed with the name of the tool, with unprintable characters escaped. */
export function tell({ stderr }: Pick<World, 'stderr'>, text: string): void {
  stderr.write(`cdk8s-nodeport: ${printable(text)}\n`);
}

/** The world of this process. */
export function processWorld(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: output(process.stdout, (reason) => {
      process.stderr.write(
        `cdk8s-nodeport: cannot write to standard output: ${printable(reason)}. Name a writable file, such ` +
          `as --output nodeports.json\n`,
      );
      process.exitCode = 1;
    }),
    stderr: output(process.stderr, () => undefined),
  };
}

function output(stream: NodeJS.WriteStream, onFailure: (reason: string) => void): Output {
  stream.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    // The reader has closed the pipe, as after `| head`: nobody is left to tell.
    if (code !== 'EPIPE') onFailure(message);
  });
  stream.on('error', () => undefined);
  return { isTerminal: stream.isTTY === true, columns: stream.columns, write: (text) => void stream.write(text) };
}
