import { spawnSync } from 'node:child_process';
import { PRINT_SERVICES } from '../../core/live/read-live-services';

/** Which cluster kubectl is to ask; its current one unless given. */
export interface KubectlTarget {
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** Where kubectl runs. */
export interface KubectlWorld {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A cluster of many thousand Services prints some tens of megabytes. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

/** The way to a snapshot where kubectl is not at hand, or not asked in the usual way. */
export const BY_HAND = `${PRINT_SERVICES} | cdk8s-nodeport snapshot -`;

/** Runs what prints the Services of a cluster, with their managers, and hands back what it prints. Throws, with a way out, where it cannot be run or fails. */
export function printServices({ context, kubeconfig }: KubectlTarget, { cwd, env }: KubectlWorld): string {
  const target = [...context === undefined ? [] : ['--context', context], ...kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]];
  // Who logs in by a question on the terminal can answer it.
  const { error, status, signal, stdout, stderr } = spawnSync('kubectl', [...target, 'get', 'services', '-A', '-o', 'json', '--show-managed-fields'], {
    cwd, env: { ...env }, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES, stdio: ['inherit', 'pipe', 'pipe'],
  });
  if (error) throw new Error(`kubectl cannot be run: ${error.message}. Install it, or take its output from where it runs: ${BY_HAND}`);
  if (status === 0) return stdout;
  const reason = stderr.trim().split('\n').pop() || `it ended with ${signal ?? status}`;
  throw new Error(`kubectl get services -A failed: ${reason.replace(/[.?]$/, '')}. Name a cluster that answers with --context NAME or --kubeconfig FILE`);
}
