/** Where a command writes text. */
export interface Output {
  /** Whether a person is looking at it. */
  readonly isTerminal: boolean;
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

/** The world of this process. */
export function processWorld(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // Who reads has gone, as after `| head`: there is nobody left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return { isTerminal: stream.isTTY === true, write: (text) => void stream.write(text) };
}
