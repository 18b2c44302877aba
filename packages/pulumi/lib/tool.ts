import type { Tool } from 'cdk8s-nodeport/core';

/** What the users of Pulumi type, and the mark of their ports in the lock. */
export const PULUMI: Tool = {
  from: 'pulumi',
  howToFill: 'Leave the enforcement level of the policy that assigns at remediate',
  howToRecord: 'Run CI= pulumi preview where you develop, without frozen: true, and commit the file',
  howToAccept: (code) => `nodePortPolicies({ accept: { '${code}': 'why' } })`,
};
