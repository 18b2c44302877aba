import { spawnSync } from 'node:child_process';
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

/** Long enough for somebody who has to log in, or for a very large cluster. */
const TIMEOUT_MS = 300_000;

/** The way to a snapshot where kubectl is not at hand, or not asked in the usual way. */
export const BY_HAND = 'kubectl get services -A -o json | cdk8s-nodeport snapshot -';

<<<<<<< HEAD
/** What to type where kubectl asks no cluster, or the wrong one. */
export const NAME_A_CLUSTER = 'Name a cluster that answers with --context NAME or --kubeconfig FILE';

/** One cluster, as kubectl reaches it. */
export class Kubectl {
  constructor(private readonly target: KubectlTarget, private readonly world: KubectlWorld) {}

  /**
   * Runs kubectl and hands back what it printed, also where it was refused. Throws where it cannot be run.
   *
   * @param args its arguments, without those that name the cluster
   * @param input what it reads from standard input; unless given, whoever logs in by a question on the terminal can answer it
   */
  public run(args: readonly string[], input?: string): KubectlResult {
    const { error, status, signal, stdout, stderr } = spawnSync('kubectl', [...this.targetFlags(), ...args], {
      cwd: this.world.cwd,
      env: { ...this.world.env },
      encoding: 'utf8',
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: TIMEOUT_MS,
      ...input === undefined ? { stdio: ['inherit', 'pipe', 'pipe'] } : { input },
    });
    // A kubectl that ends before it has read all of its input broke the pipe, and says why itself.
    const isBroken = (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE' && status !== null;
    if (error && !isBroken) throw new Error(`kubectl cannot be run: ${reasonOf(error)}. Install it, or take its output from where it runs: ${BY_HAND}`);
    return { isDone: status === 0, stdout, stderr: stderr.trim() || (status === 0 ? '' : `it ended with ${signal ?? status}`) };
  }

  private targetFlags(): string[] {
    const { context, kubeconfig } = this.target;
    return [...context === undefined ? [] : ['--context', context], ...kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]];
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ETIMEDOUT' ? `it did not end within ${TIMEOUT_MS / 60_000} minutes` : message;
}

/** Runs `kubectl get services -A -o json`, and hands back what it prints. Throws, with a way out, where it cannot be run or fails. */
export function printServices(target: KubectlTarget, world: KubectlWorld): string {
  const { isDone, stdout, stderr } = new Kubectl(target, world).run(['get', 'services', '-A', '-o', 'json']);
  if (isDone) return stdout;
  throw new Error(`kubectl get services -A failed: ${lastLine(stderr)}. ${NAME_A_CLUSTER}`);
}

/** The last line that kubectl printed, without its full stop. */
export function lastLine(stderr: string): string {
  return (stderr.trim().split('\n').pop() ?? '').replace(/[.?]$/, '');
=======
/** Runs `kubectl get services -A -o json`, and hands back what it prints. Throws, with a way out, where it cannot be run or fails. */
export function printServices({ context, kubeconfig, timeout }: KubectlTarget, { cwd, env }: KubectlWorld): string {
  const target = [...context === undefined ? [] : ['--context', context], ...kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]];
  // Who logs in by a question on the terminal can answer it.
  const { error, status, signal, stdout, stderr } = spawnSync('kubectl', [...target, 'get', 'services', '-A', '-o', 'json'], {
    cwd, env: { ...env }, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES, stdio: ['inherit', 'pipe', 'pipe'], timeout: 1000 * timeout, killSignal: 'SIGKILL',
  });
  if (errorCode(error) === 'ETIMEDOUT') {
    const wayOut = 'Name a cluster that answers with --context NAME or --kubeconfig FILE, or wait longer with --timeout SECONDS';
    throw new Error(`kubectl get services -A did not answer for ${timeout} seconds. ${wayOut}`);
  }
  if (error) throw new Error(`kubectl cannot be run: ${error.message}. Install it, or take its output from where it runs: ${BY_HAND}`);
  if (status === 0) return stdout;
  const said = stderr.trim().split('\n').pop() || `it ended with ${signal ?? status}`;
  throw new Error(`kubectl get services -A failed: ${said.replace(/[.?]$/, '')}. Name a cluster that answers with --context NAME or --kubeconfig FILE`);
>>>>>>> 44354802ec2d66b8b907adfdb4a2a2f5ad62f237
}
