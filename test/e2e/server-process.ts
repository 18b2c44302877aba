import { ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';

const LOG_TAIL = 8_000;

/** A started server, with the end of its log. */
export class ServerProcess {
  /** Rejects as soon as the process ends; never resolves. */
  readonly died: Promise<never>;
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private log = '';

  constructor(
    readonly name: string,
    binary: string,
    args: string[],
  ) {
    this.child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => (this.log = (this.log + text).slice(-LOG_TAIL)));
    }
    // `close` comes after the last line of the log, `error` when the binary cannot be started at all.
    const end = new Promise<string>((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('close', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
    });
    this.exited = end.then(() => undefined);
    this.died = end.then((how) => {
      throw new Error(`${name}: ${how}\n${this.logTail}`);
    });
    // Whoever waits for the start gets the rejection; after stop() it must not count as unhandled.
    this.died.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get logTail(): string {
    return this.log.trim();
  }

  /** Ends the process at once: its data is thrown away, so there is nothing to finish. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

/**
 * Ends the processes and removes the folder when this process ends, in whatever way.
 * An `exit` or `SIGINT` listener would not do: jest hides the real `process` from tests, and SIGKILL calls no listener.
 */
export class Watchdog {
  private readonly child: ChildProcess;

  constructor(folder: string) {
    // Reads one pid per line; the end of the input means that this process is gone.
    const script =
      'pids=; while read -r pid; do pids="$pids $pid"; done; kill -9 $pids 2>/dev/null; sleep 0.2; rm -rf "$1"';
    // Detached, so that Ctrl-C does not reach it.
    this.child = spawn('sh', ['-c', script, 'watchdog', folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.child.on('error', () => undefined);
    this.child.stdin!.on('error', () => undefined);
    this.child.unref();
    (this.child.stdin as any).unref();
  }

  guard(server: ServerProcess): void {
    if (server.pid !== undefined) this.child.stdin!.write(`${server.pid}\n`);
  }

  /** Call this once the guarded processes have ended. */
  dismiss(): void {
    this.child.kill('SIGKILL');
    this.child.stdin!.destroy();
  }
}

/** Removes a folder in which a process that is being killed may still write. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
