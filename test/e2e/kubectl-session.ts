import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Interface, createInterface } from 'node:readline';

/** The result of a command. */
export interface Typed {
  readonly status: number | null;
  readonly output: string;
}

/** A process that runs kubectl's own code for one command after another: kubectl spends most of its time starting. */
export class KubectlSession {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly answers: Interface;

  /**
   * @param binary what `build-servers.sh` built from `servers/kubectl/session`
   * @param env the environment of every command
   */
  constructor(binary: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(binary, { env });
    this.child.stderr.pipe(process.stderr);
    this.answers = createInterface({ input: this.child.stdout });
  }

  /** Runs `kubectl` with some arguments in a folder. */
  public async run(folder: string, args: readonly string[]): Promise<Typed> {
    return new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error(`The kubectl session ended at: kubectl ${args.join(' ')}`));
      this.child.once('exit', ended);
      this.answers.once('line', (line) => {
        this.child.off('exit', ended);
        resolve(JSON.parse(line) as Typed);
      });
      this.child.stdin.write(`${JSON.stringify({ folder, args })}\n`);
    });
  }

  public end(): void {
    this.child.kill('SIGKILL');
  }
}
