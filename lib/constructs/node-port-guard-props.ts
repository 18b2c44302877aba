/** What becomes of a Service that takes a port which is claimed for another. */
export enum NodePortGuardAction {
  /** The API server refuses it, and tells whose port it is. */
  DENY = 'deny',
  /** The API server lets it pass and warns whoever applies it; the audit log has it too. */
  WARN = 'warn',
  /** Nothing: only claims are installed, without a guard. All that Kubernetes 1.27 to 1.29 can have. */
  NONE = 'none',
}

/** Somebody who may claim some node ports, where tenancy is on. */
export interface NodePortTenant {
  /**
   * The group, as the cluster authenticates it, such as `team-a` or `system:serviceaccounts:team-a`.
   *
   * @default - none: there is a user
   */
  readonly group?: string;

  /**
   * The user, such as `system:serviceaccount:argocd:argocd-application-controller`.
   *
   * @default - none: there is a group
   */
  readonly user?: string;

  /** The ports that it may claim, from 1 to 65535: `30010`, `30010-30019`, or several with commas between. */
  readonly ports: string;
}

/** What a `NodePortGuard` guards, and how. */
export interface NodePortGuardProps {
  /**
   * What becomes of a Service that takes a port which is claimed for another.
   *
   * @default NodePortGuardAction.DENY
   */
  readonly action?: NodePortGuardAction;

  /**
   * Namespaces whose Services may take any port.
   *
   * @default - none
   */
  readonly exemptNamespaces?: string[];

  /**
   * Whether a Service with the label `nodeport.cdk8s.io/from-claims: "true"` that names no node port gets the one that
   * is claimed
   * for it. Takes Kubernetes 1.36 or later.
   *
   * @default false
   * @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
   */
  readonly injection?: boolean;

  /**
   * Who may claim which ports, and only for Services of namespaces in which they may create Services.
   *
   * @default - no tenancy: whoever may write NodePortClaims may claim any port
   */
  readonly tenants?: NodePortTenant[];

  /**
   * The version of the API server, such as `1.31`.
   *
   * @default - 1.36 or later is assumed
   */
  readonly kubernetesVersion?: string;
}
