import type { Policies } from '@pulumi/policy';
import { PortBook, type PortBookOptions } from 'cdk8s-nodeport/core';
import { assignPolicy } from './assign-policy';
import { advicePolicy, checkPolicy } from './check-policies';
import { PULUMI } from './tool';

/** The cluster whose node ports the policies settle. */
export interface NodePortPoliciesOptions extends PortBookOptions {
  /**
   * The name of the `kubernetes.Provider` whose Services belong to the cluster, for a stack that deploys to several.
   *
   * @default - every Service of the stack
   */
  readonly provider?: string;
}

/**
 * The policies that settle the node ports of one cluster, for a program in any language:
 *
 * - `node-ports-<cluster>-assign` gives each Service that asks for static ports its numbers, before it is created;
 * - `node-ports-<cluster>-check` reports what is wrong, at the URN of the Service;
 * - `node-ports-<cluster>-advice` reports what is risky, and what is not known until the update.
 *
 * Throws `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `not-a-port`, `outside-range`,
 * `reason-missing`, `acceptance-invalid` or `lock-invalid` for an option that cannot be used.
 */
export function nodePortPolicies(options: NodePortPoliciesOptions = {}): Policies {
  const book = new PortBook(options, PULUMI);
  const scope = { book, prefix: `node-ports-${book.cluster.replace(/[^\w.-]/g, '-')}`, provider: options.provider };
  return [assignPolicy(scope), checkPolicy(scope), advicePolicy(scope)];
}
