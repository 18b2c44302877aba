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

/** A cluster of many thousand Services prints some tens of megabytes. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

/** The way to a snapshot where kubectl is not at hand, or not asked in the usual way. */
export const BY_HAND = 'kubectl get services -A -o json | cdk8s-nodeport snapshot -';

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
}
