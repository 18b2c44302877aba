import { spawnSync } from 'node:child_process';
import { PRINT_SERVICES } from '../../core/live/read-live-services';
import { errorCode } from '../files/replacing';

/** Which cluster kubectl is to ask; its current one unless given. */
export interface KubectlTarget {
  readonly context?: string;
  readonly kubeconfig?: string;
  /** How long to wait for its answer, in seconds. */
  readonly timeout: number;
}

/** Where kubectl runs. */
export interface KubectlWorld {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What kubectl did. */
export interface KubectlResult {
  readonly isDone: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cluster of many thousand Services prints some tens of megabytes. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

/** The way to a snapshot where kubectl is not at hand, or not asked in the usual way. */
export const BY_HAND = `${PRINT_SERVICES} | cdk8s-nodeport snapshot -`;

/** What to type where kubectl asks no cluster, or the wrong one. */
export const NAME_A_CLUSTER = 'Name a cluster that answers with --context NAME or --kubeconfig FILE';

/** One cluster, as kubectl reaches it. */
export class Kubectl {
  constructor(
    private readonly target: KubectlTarget,
    private readonly world: KubectlWorld,
  ) {}

  /**
   * Runs kubectl and hands back what it printed, also where it was refused. Throws where it cannot be run.
   *
   * @param args its arguments, without those that name the cluster
   * @param input what it reads from standard input; unless given, whoever logs in by a question on the terminal can
   *   answer it
   */
  public run(args: readonly string[], input?: string): KubectlResult {
    const { timeout } = this.target;
    const { error, status, signal, stdout, stderr } = spawnSync('kubectl', [...this.targetFlags(), ...args], {
      cwd: this.world.cwd,
      env: { ...this.world.env },
      encoding: 'utf8',
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: 1000 * timeout,
      killSignal: 'SIGKILL',
      ...(input === undefined ? { stdio: ['inherit', 'pipe', 'pipe'] } : { input }),
    });
    // A kubectl that ends before it has read all of its input broke the pipe, and says why itself.
    const isBroken = errorCode(error) === 'EPIPE' && status !== null;
    if (errorCode(error) === 'ETIMEDOUT') {
      const command = args
        .filter((arg) => !arg.startsWith('-'))
        .slice(0, 2)
        .join(' ');
      throw new Error(
        `kubectl ${command} did not answer for ${timeout} seconds. ` +
          `${NAME_A_CLUSTER}, or wait longer with --timeout SECONDS`,
      );
    }
    if (error && !isBroken) {
      throw new Error(
        `kubectl cannot be run: ${error.message}. ` + `Install it, or take its output from where it runs: ${BY_HAND}`,
      );
    }
    const isDone = status === 0;
    return { isDone, stdout, stderr: stderr.trim() || (isDone ? '' : `it ended with ${signal ?? status}`) };
  }

  private targetFlags(): string[] {
    const { context, kubeconfig } = this.target;
    return [
      ...(context === undefined ? [] : ['--context', context]),
      ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ];
  }
}

/**
 * Prints the Services of a cluster and who owns their fields, and hands back what kubectl prints. Throws, with a way
 * out, where it cannot be run
 * or fails.
 */
export function printServices(target: KubectlTarget, world: KubectlWorld): string {
  const { isDone, stdout, stderr } = new Kubectl(target, world).run([
    'get',
    'services',
    '-A',
    '-o',
    'json',
    '--show-managed-fields',
  ]);
  if (isDone) return stdout;
  throw new Error(`kubectl get services -A failed: ${lastLine(stderr)}. ${NAME_A_CLUSTER}`);
}

/** The last line that kubectl printed, without its full stop. */
export function lastLine(stderr: string): string {
  return (stderr.trim().split('\n').pop() ?? '').replace(/[.?]$/, '');
}
