/** What happens to a Service that uses a port claimed for another Service. */
export enum NodePortGuardAction {
  /** The API server rejects the Service and names the owner of the port. */
  DENY = 'deny',
  /** The API server admits the Service, warns the user who applies it, and adds the warning to the audit log. */
  WARN = 'warn',
  /** Nothing: only the claims are installed, without a guard. The only choice on Kubernetes 1.27 to 1.29. */
  NONE = 'none',
}

/** A user or group that may claim certain node ports, when tenancy is on. */
export interface NodePortTenant {
  /**
   * The group, as the cluster authenticates it, such as `team-a` or `system:serviceaccounts:team-a`.
   *
   * @default - none; set `user` instead
   */
  readonly group?: string;

  /**
   * The user, such as `system:serviceaccount:argocd:argocd-application-controller`.
   *
   * @default - none; set `group` instead
   */
  readonly user?: string;

  /** The ports that the tenant may claim, from 1 to 65535: `30010`, `30010-30019`, or a comma-separated list. */
  readonly ports: string;
}

/** What a `NodePortGuard` guards, and how. */
export interface NodePortGuardProps {
  /**
   * What happens to a Service that uses a port claimed for another Service.
   *
   * @default NodePortGuardAction.DENY
   */
  readonly action?: NodePortGuardAction;

  /**
   * Namespaces whose Services may use any port.
   *
   * @default - none
   */
  readonly exemptNamespaces?: string[];

  /**
   * Whether a Service with the label `nodeport.cdk8s.io/from-claims: "true"` and no explicit node port receives the
   * port claimed for it. Requires Kubernetes 1.36 or later.
   *
   * @default false
   * @see https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
   */
  readonly injection?: boolean;

  /**
   * Who may claim which ports. A tenant may only claim them for Services in namespaces where it may create Services.
   *
   * @default - no tenancy: anyone who may write NodePortClaims may claim any port
   */
  readonly tenants?: NodePortTenant[];

  /**
   * The version of the API server, such as `1.31`.
   *
   * @default - assumes 1.36 or later
   */
  readonly kubernetesVersion?: string;
}
