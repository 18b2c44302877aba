import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Outcome, uncolored } from './run';
import { USER_PROJECT } from './user-project';

/** How a program is started. */
export interface Start {
  readonly args?: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs compiled programs of the user project in one process, one after another. Starting a process for each would take
 * most of the time of their tests, since each would load cdk8s and the library.
 */
export class Programs {
  private server?: ChildProcess;

  /**
   * Runs a program to its end. A program that works asynchronously exports a promise.
   *
   * @param program the absolute path of a compiled file
   */
  public async run(program: string, { args = [], cwd, env }: Start): Promise<Outcome> {
    this.server ??= fork(join(__dirname, 'program-server.cjs'), {
      cwd: USER_PROJECT,
      execArgv: [],
      env: uncolored(),
    });
    this.server.send({ program, args, cwd, env: uncolored(env) });
    const [outcome] = (await once(this.server, 'message')) as [Outcome];
    return outcome;
  }

  /** Ends the process. */
  public stop(): void {
    this.server?.kill();
  }
}
