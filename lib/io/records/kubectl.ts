import { spawnSync } from 'node:child_process';
import { PRINT_SERVICES } from '../../core/live/read-live-services';
import { errorCode } from '../files/replacing';

/** Which cluster kubectl should use; by default its current one. */
interface KubectlTarget {
  readonly context?: string;
  readonly kubeconfig?: string;
  /** How long to wait for a response, in seconds. */
  readonly timeout: number;
}

/** The environment in which kubectl runs. */
interface KubectlWorld {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The result of a kubectl run. */
interface KubectlResult {
  readonly isDone: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cluster with many thousands of Services prints tens of megabytes. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

/** How to take a snapshot if kubectl is not available here or has to be called differently. */
export const BY_HAND = `${PRINT_SERVICES} | cdk8s-nodeport snapshot -`;

const PRINT_RELEASES = 'kubectl get secrets -A -l owner=helm -o json';

/** How to take a snapshot that contains what the releases of Helm wrote last. */
export const WITH_RELEASES = `{ ${PRINT_SERVICES}; ${PRINT_RELEASES}; } | cdk8s-nodeport snapshot -`;

/** What to type if kubectl uses no cluster, or the wrong one. */
export const NAME_A_CLUSTER = 'Name a cluster that answers with --context NAME or --kubeconfig FILE';

/** Access to one cluster through kubectl. */
export class Kubectl {
  constructor(
    private readonly target: KubectlTarget,
    private readonly world: KubectlWorld,
  ) {}

  /**
   * Runs kubectl and returns its output, even if the request was refused. Throws if kubectl cannot be run.
   *
   * @param args its arguments, except those that select the cluster
   * @param input its standard input; if undefined, the user can answer login prompts on the terminal
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
    // If kubectl ends before it has read all its input, the pipe breaks; kubectl itself reports why.
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
        `kubectl cannot be run: ${error.message}. Install it, or take its output from where it runs: ${BY_HAND}`,
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
 * Returns kubectl's output for the Services of a cluster and their field managers. Throws, with a way out, if kubectl
 * cannot be run or fails.
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
