import { Flags, Options } from './command';

/** The flags that say which cluster kubectl asks. */
export const KUBECTL_OPTIONS: Options = {
  context: { type: 'string', value: 'NAME', help: 'The context that kubectl is to use (default: its current one)' },
  kubeconfig: { type: 'string', value: 'FILE', help: 'The kubeconfig that kubectl is to use (default: its own)' },
};

/** Which cluster kubectl is to ask, as flags name it. */
export function kubectlTarget(flags: Flags): { context?: string; kubeconfig?: string } {
  return { context: flags.text('context'), kubeconfig: flags.text('kubeconfig') };
}

/** The flags that a command to type needs so that it asks the same cluster. */
export function kubectlFlags(flags: Flags): string {
  return ['context', 'kubeconfig'].map((name) => (flags.text(name) === undefined ? '' : ` --${name} ${flags.text(name)}`)).join('');
}
