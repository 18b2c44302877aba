import { printable } from '../core/findings/printable';

/** Where a command writes text. */
export interface Output {
  /** Whether a person is looking at it. */
  readonly isTerminal: boolean;
  /** How many characters a line of the terminal holds; undefined where that is not known. */
  readonly columns?: number;
  write(text: string): void;
}

/** Everything around a command, so that a test can hand it another one. */
export interface World {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Says something on standard error, in the name of the tool; nothing that came out of a manifest gets there raw. */
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
        `cdk8s-nodeport: standard output cannot be written: ${printable(reason)}. Name a file that can be, such ` +
          `as --output nodeports.json\n`,
      );
      process.exitCode = 1;
    }),
    stderr: output(process.stderr, () => undefined),
  };
}

function output(stream: NodeJS.WriteStream, onFailure: (reason: string) => void): Output {
  stream.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    // Who reads has gone, as after `| head`: there is nobody left to tell.
    if (code !== 'EPIPE') onFailure(message);
  });
  stream.on('error', () => undefined);
  return { isTerminal: stream.isTTY === true, columns: stream.columns, write: (text) => void stream.write(text) };
}
