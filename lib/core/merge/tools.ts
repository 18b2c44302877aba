/** What manifests are applied with. */
export enum Tool {
  /** `kubectl apply`: the manifest is merged into the live object by kubectl, with what it wrote last in mind. */
  KUBECTL = 'kubectl',
  /** `kubectl apply --server-side`: the API server merges, and knows who owns which field. */
  SERVER_SIDE = 'server-side',
  /** `helm upgrade`: a release at a time. */
  HELM = 'helm',
  /** `kubectl replace`: the manifest takes the place of the live object. */
  REPLACE = 'replace',
}

/** A tool, and what it is told beside the manifest. */
export interface Way {
  readonly tool: Tool;
  /** Whether it takes the fields that others own: `--force-conflicts`. */
  readonly forcesConflicts?: boolean;
  /** Whether `kubectl replace` leaves the annotation of `kubectl apply` behind: `--save-config`. */
  readonly savesConfig?: boolean;
}
