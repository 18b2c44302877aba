import { Flags, Options, UsageError } from './command';
import { shellWord } from '../../core/text/shell';

/** The time limit for kubectl; long enough for somebody to log in. */
const DEFAULT_TIMEOUT_SECONDS = 120;

/** The flags that select the cluster for kubectl. */
export const KUBECTL_OPTIONS: Options = {
  context: { type: 'string', value: 'NAME', help: 'The kubectl context (default: the current one)' },
  kubeconfig: { type: 'string', value: 'FILE', help: 'The kubeconfig file for kubectl' },
  timeout: { type: 'string', value: 'SECONDS', help: 'How long to wait for kubectl (default: 120)' },
};

/** The cluster that the flags select for kubectl. */
export function kubectlTarget(flags: Flags): { context?: string; kubeconfig?: string; timeout: number } {
  return { context: flags.text('context'), kubeconfig: flags.text('kubeconfig'), timeout: secondsIn(flags) };
}

function secondsIn(flags: Flags): number {
  const text = flags.text('timeout') ?? String(DEFAULT_TIMEOUT_SECONDS);
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--timeout ${text} is not a number of seconds. Write it as --timeout 120`);
}

/** The flags that a proposed command needs to use the same cluster. */
export function kubectlFlags(flags: Flags): string {
  const typed = (name: string): string => {
    const value = flags.text(name);
    return value === undefined ? '' : ` --${name} ${shellWord(value)}`;
  };
  return typed('context') + typed('kubeconfig');
}
