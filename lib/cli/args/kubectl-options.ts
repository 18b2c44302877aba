import { Flags, Options } from './command';
import { shellWord } from '../../core/findings/shell';

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
  const typed = (name: string): string => {
    const value = flags.text(name);
    return value === undefined ? '' : ` --${name} ${shellWord(value)}`;
  };
  return typed('context') + typed('kubeconfig');
}
